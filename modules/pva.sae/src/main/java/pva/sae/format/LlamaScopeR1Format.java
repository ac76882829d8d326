package pva.sae.format;

import java.nio.file.Path;
import java.util.OptionalDouble;
import pva.sae.Dictionary;
import pva.sae.LatentTerms;
import pva.sae.Normalisation;
import pva.sae.Releases;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.SafetensorsFile;

/**
 * Llama Scope for DeepSeek-R1-Distill: {@code config.json} and {@code sae_weights.safetensors} with one threshold a latent.
 *
 * <p>Follows sae-lens ({@code llama_scope_r1_distill_sae_huggingface_loader}): the input is multiplied by a factor that no file
 * of the release holds; the registry of sae-lens has it, and so has {@link Releases}. The thresholds are not multiplied.
 */
public final class LlamaScopeR1Format implements DictionaryFormat {
  @Override
  public String name() {
    return "llama_scope_r1";
  }

  @Override
  public boolean recognises(Path path) {
    return new OpenMossFolder(path).current().filter(current -> !current).isPresent();
  }

  @Override
  public Dictionary open(Path path) {
    OpenMossFolder folder = new OpenMossFolder(path);
    Config config = folder.config();
    return Description.from(SafetensorsFile.open(path.resolve(OpenMossFolder.WEIGHTS)), file -> {
      Weights weights = new Weights(file, Stored.turned("encoder.weight"), Stored.turned("decoder.weight"), "encoder.bias",
          "decoder.bias").with("log_jumprelu_threshold");
      folder.check(config, weights.dIn(), weights.dSae());
      OptionalDouble factor = Releases.factor(path);
      Rule rule = Rule.RELU.normalising(Normalisation.EXPECTED_AVERAGE_ONLY_IN, factor.orElse(1))
          .with(w -> LatentTerms.plain(w).above(OpenMossFolder.exp(w.file().vector("log_jumprelu_threshold"))));
      return new Description(name(), "jumprelu", path, weights).hook(folder.hook(config)).model("meta-llama/Llama-3.1-8B")
          .detail("norm_scaling_factor", factor.isPresent() ? String.valueOf(factor.getAsDouble())
              : "unknown: nothing is scaled; published beside the weights, not with them")
          .file(config.file()).dictionary(rule);
    });
  }
}
