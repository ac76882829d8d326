package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import pva.sae.Dictionary;
import pva.sae.LatentTerms;
import pva.sae.Normalisation;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.SafetensorsFile;

/**
 * Llama Scope, base release: {@code hyperparams.json} and {@code checkpoints/final.safetensors}.
 *
 * <p>Read as its publishers do (OpenMOSS/Language-Model-SAEs 1e710367, {@code lm_saes/sae.py}): the average norms of input and
 * output go into the biases and the decoder, then the decoder's row norms into the activations, and the one threshold compares
 * what results. {@link LlamaScopeSaeLensFormat} reads the same files by the convention of sae-lens.
 */
public final class LlamaScopeFormat implements DictionaryFormat {
  static final String CONFIG = "hyperparams.json";
  static final String WEIGHTS = "checkpoints/final.safetensors";

  /** What the two conventions share. */
  record Parts(Config config, double in, double out, double threshold) {
    static Parts read(Path folder, int dIn, int dSae) {
      Config config = Config.read(folder.resolve(CONFIG), WEIGHTS);
      config.require("d_model", dIn);
      config.require("d_sae", dSae);
      String function = config.text("act_fn").orElse("jumprelu");
      if (!function.equals("jumprelu")) {
        throw config.unread("act_fn", function, "jumprelu");
      }
      Config norms = config.within("dataset_average_activation_norm");
      double root = Math.sqrt(dIn);
      return new Parts(config, root / norms.positive("in"), root / norms.positive("out"), config.positive("jump_relu_threshold"));
    }
  }

  @Override
  public String name() {
    return "llama_scope";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path.resolve(CONFIG));
  }

  @Override
  public Dictionary open(Path path) {
    return open(path, name(), LlamaScopeFormat::rule);
  }

  interface Convention {
    Rule rule(Parts parts);
  }

  static Dictionary open(Path path, String name, Convention convention) {
    return Description.from(SafetensorsFile.open(path.resolve(WEIGHTS)), file -> {
      Weights weights = new Weights(file, Stored.turned("encoder.weight"), Stored.turned("decoder.weight"), "encoder.bias",
          "decoder.bias");
      Parts parts = Parts.read(path, weights.dIn(), weights.dSae());
      Path lm = path.resolve("lm_config.json");
      Optional<String> model = Files.isRegularFile(lm) ? Config.read(lm, WEIGHTS).text("model_name") : Optional.empty();
      return new Description(name, "jumprelu", path, weights).hook(parts.config.text("hook_point_in").orElse("")).model(model)
          .normalisation(parts.config.text("norm_activation").orElse("dataset-wise"))
          .detail("norm_scaling_factor", String.valueOf(parts.in)).detail("hook_point_out", parts.config.text("hook_point_out").orElse(""))
          .file(parts.config.file()).dictionary(convention.rule(parts));
    });
  }

  private static Rule rule(Parts parts) {
    double both = parts.in / parts.out;
    return Rule.RELU.with(weights -> {
      LatentTerms plain = LatentTerms.plain(weights);
      double[] norms = weights.decoderNorms();
      float[] unit = new float[norms.length];
      for (int i = 0; i < norms.length; i++) {
        norms[i] *= both;
        unit[i] = (float) (both / norms[i]);
      }
      return plain.withBias(LatentTerms.divided(plain.bias(), parts.in)).above((float) parts.threshold).inUnitsOf(norms)
          .withDecoder(unit, LatentTerms.divided(plain.decoderBias(), parts.out));
    });
  }

  /** As sae-lens has it: the input multiplied by the factor, and so the threshold; the output's own norm is left out. */
  static Rule saeLens(Parts parts) {
    return Rule.RELU.normalising(Normalisation.EXPECTED_AVERAGE_ONLY_IN, parts.in)
        .with(weights -> LatentTerms.plain(weights).above((float) (parts.threshold * parts.in)));
  }
}
