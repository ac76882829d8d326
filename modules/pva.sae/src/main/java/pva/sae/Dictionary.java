package pva.sae;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.tensor.Device;
import pva.tensor.Matrix;

/** A sparse autoencoder on disk: what it is, where its weights lie, and how they are used. Nothing large is held in memory. */
public final class Dictionary implements AutoCloseable {
  private final DictionaryInfo info;
  private final Weights weights;
  private final Rule rule;

  private Dictionary(DictionaryInfo info, Weights weights, Rule rule) {
    this.info = info;
    this.weights = weights;
    this.rule = rule;
  }

  /** For formats: the parts as read from headers. */
  public static Dictionary of(DictionaryInfo info, Weights weights, Rule rule) {
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

  /**
   * The same dictionary with the factor of {@code expected_average_only_in}, which is published beside the weights and not
   * with them. Fails with PVA-SAE-007 where the dictionary has no use for one.
   */
  public Dictionary withFactor(double factor) {
    if (rule.normalisation() != Normalisation.EXPECTED_AVERAGE_ONLY_IN || !(factor > 0) || Double.isInfinite(factor)) {
      throw PvaException.usage("PVA-SAE-007", "a scaling factor of " + factor + " cannot be used with normalisation "
          + info.normalisation()).at(info.path());
    }
    return new Dictionary(info, weights, new Rule(rule.normalisation(), factor, rule.subtractsDecoderBias(), rule.restoresScale()));
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

  /** Reads the decoder once. */
  public Norms decoderNorms() {
    Matrix decoder = weights.file().matrix(weights.decoder());
    float[] row = new float[decoder.cols()];
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    double sum = 0;
    for (long r = 0; r < decoder.rows(); r++) {
      decoder.read(r, 1, row, 0);
      double squares = 0;
      for (float v : row) {
        squares += (double) v * v;
      }
      double norm = Math.sqrt(squares);
      smallest = Math.min(smallest, norm);
      largest = Math.max(largest, norm);
      sum += norm;
    }
    return new Norms(smallest, sum / decoder.rows(), largest);
  }

  /** For computing, while this dictionary is open. */
  public Encoder encoder(Device device) {
    return new Encoder(this, device, Encoder.Blocks.USUAL);
  }

  @Override
  public void close() {
    weights.file().close();
  }
}
