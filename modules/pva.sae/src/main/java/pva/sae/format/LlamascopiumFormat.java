package pva.sae.format;

import java.nio.file.Path;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.LatentTerms;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.SafetensorsFile;

/**
 * Dictionaries as OpenMOSS saves them today: {@code config.json} and {@code sae_weights.safetensors} with {@code W_E} and {@code W_D}.
 *
 * <p>Follows llamascopium 2.0 ({@code SparseAutoEncoder.from_local}, activation scale folded): the average norm goes into the
 * biases, and a latent fires where what it adds, {@code pre · ‖W_D row‖}, exceeds its threshold.
 */
public final class LlamascopiumFormat implements DictionaryFormat {
  private static final String NORM = "dataset_average_activation_norm.";
  private static final String THRESHOLD = "activation_function.log_jumprelu_threshold";

  @Override
  public String name() {
    return "llamascopium";
  }

  @Override
  public boolean recognises(Path path) {
    return new OpenMossFolder(path).current().filter(current -> current).isPresent();
  }

  @Override
  public Dictionary open(Path path) {
    OpenMossFolder folder = new OpenMossFolder(path);
    Config config = folder.config();
    return Description.from(SafetensorsFile.open(path.resolve(OpenMossFolder.WEIGHTS)), file -> {
      Weights weights = new Weights(file, Stored.plain("W_E"), Stored.plain("W_D"), "b_E", "b_D").with(THRESHOLD);
      folder.check(config, weights.dIn(), weights.dSae());
      String norms = config.text("norm_activation").orElse("inference");
      double in = scale(config, norms, file, config.text("hook_point_in").orElse(""), weights.dIn());
      double out = scale(config, norms, file, config.text("hook_point_out").orElse(""), weights.dOut());
      boolean gatedByNorm = config.flag("sparsity_include_decoder_norm", true);
      return new Description(name(), "jumprelu", path, weights).hook(folder.hook(config)).normalisation(norms)
          .detail("norm_scaling_factor", String.valueOf(in)).file(config.file())
          .dictionary(Rule.RELU.with(w -> terms(w, in, out, gatedByNorm)));
    });
  }

  private static double scale(Config config, String norms, SafetensorsFile file, String hook, int d) {
    if (norms.equals("inference")) {
      return 1;
    }
    if (!norms.equals("dataset-wise")) {
      throw config.unread("norm_activation", norms, "dataset-wise, inference");
    }
    float[] norm = file.vector(NORM + hook);
    if (norm.length != 1 || !(norm[0] > 0)) {
      throw PvaException.failed("PVA-SAE-006", NORM + hook + " is not one number above 0").at(file.path());
    }
    return Math.sqrt(d) / norm[0];
  }

  /** {@code W_D · in / out}: the same in both for a dictionary that rebuilds what it reads. */
  private static LatentTerms terms(Weights weights, double in, double out, boolean gatedByNorm) {
    LatentTerms plain = LatentTerms.plain(weights);
    LatentTerms folded = plain.withBias(LatentTerms.divided(plain.bias(), in))
        .above(OpenMossFolder.exp(weights.file().vector(THRESHOLD)))
        .withDecoder(plain.filled(in / out), LatentTerms.divided(plain.decoderBias(), out));
    double[] norms = gatedByNorm ? weights.decoderNorms() : new double[0];
    float[] scale = new float[norms.length];
    for (int i = 0; i < norms.length; i++) {
      scale[i] = (float) (norms[i] * in / out);
    }
    return gatedByNorm ? folded.withScale(scale) : folded;
  }
}
