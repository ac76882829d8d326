package pva.sae;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.tensor.Device;

/** A sparse autoencoder on disk: what it is, where its weights lie, and how they are used. Nothing large is held in memory. */
public final class Dictionary implements AutoCloseable {
  private final DictionaryInfo info;
  private final Weights weights;
  private final Rule rule;
  private LatentTerms terms;

  private Dictionary(DictionaryInfo info, Weights weights, Rule rule) {
    this.info = info;
    this.weights = weights;
    this.rule = rule;
  }

  /** For formats: the parts as read from headers. Fails with PVA-SAE-015 where the rule asks for what their sizes do not allow. */
  public static Dictionary of(DictionaryInfo info, Weights weights, Rule rule) {
    if (rule.subtractsDecoderBias() && weights.dOut() != weights.dIn()) {
      throw PvaException.failed("PVA-SAE-015", "the decoder's bias of " + weights.dOut() + " numbers cannot be subtracted from vectors of "
          + weights.dIn() + " before encoding").at(info.path()).help("apply_b_dec_to_input, where there is one, must be false");
    }
    return new Dictionary(info, weights, rule);
  }

  public DictionaryInfo info() {
    return info;
  }

  public Weights weights() {
    return weights;
  }

  public Rule rule() {
    return rule;
  }

  /** Whether a latent fires by its pre-activation alone, which is then its value. */
  boolean direct() {
    return terms().direct() && rule.selection().kind() == Selection.Kind.ALL;
  }

  /** Computed once, which may read the decoder. */
  synchronized LatentTerms terms() {
    terms = terms == null ? rule.terms().of(weights) : terms;
    return terms;
  }

  /**
   * The same dictionary with the factor of {@code expected_average_only_in}, which is published beside the weights and not
   * with them. Fails with PVA-SAE-007 where the dictionary has no use for one.
   */
  public Dictionary withFactor(double factor) {
    if (rule.normalisation() != Normalisation.EXPECTED_AVERAGE_ONLY_IN || !(factor > 0) || Double.isInfinite(factor)) {
      throw PvaException.usage("PVA-SAE-007", "a scaling factor of " + factor + " cannot be used with normalisation "
          + info.normalisation()).at(info.path());
    }
    return new Dictionary(info, weights, rule.normalising(rule.normalisation(), factor));
  }

  /** SHA-256 of its only file, or of the list of its files and their hashes, as sha256sum writes it. */
  public String sha256() {
    if (info.files().size() == 1) {
      return Sha256.of(info.files().get(0));
    }
    StringBuilder list = new StringBuilder();
    for (Path file : info.files()) {
      list.append(Sha256.of(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return Sha256.of(list.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Reads every weight once: its checksum where the format has one, and that it is a finite number. */
  public void checkWeights() {
    weights.names().forEach(weights.file()::checkFinite);
  }

  /** Of the rows as they are added for an activation of 1. Reads the decoder once. */
  public Norms decoderNorms() {
    double[] norms = weights.decoderNorms();
    for (int i = 0; i < norms.length; i++) {
      // a row of zeros has no scale that would make it longer
      norms[i] = norms[i] == 0 ? 0 : norms[i] * Math.abs(terms().decoderScale(i));
    }
    DoubleSummaryStatistics all = Arrays.stream(norms).summaryStatistics();
    return new Norms(all.getMin(), all.getAverage(), all.getMax());
  }

  /** What one unit of a latent's activation adds: its row of the decoder [dOut], in the scale of the activation. */
  public float[] direction(int latent) {
    float[] row = new float[weights.dOut()];
    weights.decoder().read(latent, 1, row, 0);
    double scale = terms().decoderScale(latent);
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (row[i] * scale);
    }
    return row;
  }

  /** What a latent does to a vector, as plain numbers. Fails with PVA-SAE-044 where it does not fire for itself alone. */
  public LinearLatent linear(int latent) {
    return LinearLatent.of(this, latent);
  }

  /** For computing, while this dictionary is open. */
  public Encoder encoder(Device device) {
    return Encoder.of(this, device);
  }

  @Override
  public void close() {
    weights.file().close();
  }
}
