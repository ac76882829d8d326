package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.DictionaryInfo;
import pva.sae.Normalisation;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.SafetensorsFile;

/**
 * The folders of sae-lens: {@code cfg.json} and {@code sae_weights.safetensors}. Follows sae-lens 6 ({@code sae_lens/saes}).
 *
 * <p><b>Limitation:</b> architectures standard and jumprelu, and their transcoders; others are refused by name.
 */
public final class SaeLensFormat implements DictionaryFormat {
  private static final String CONFIG = "cfg.json";
  private static final String WEIGHTS = "sae_weights.safetensors";

  @Override
  public String name() {
    return "sae_lens";
  }

  @Override
  public boolean recognises(Path path) {
    Path folder = folder(path);
    // sparsify has a cfg.json too, beside weights of another name
    boolean configured = Files.exists(folder.resolve(CONFIG)) && !Files.exists(folder.resolve("sae.safetensors"));
    return configured || Files.exists(folder.resolve(WEIGHTS));
  }

  private static Path folder(Path path) {
    boolean inside = path.endsWith(CONFIG) || path.endsWith(WEIGHTS);
    return inside ? path.toAbsolutePath().getParent() : path;
  }

  @Override
  public Dictionary open(Path path) {
    Path folder = folder(path);
    SaeLensConfig config = SaeLensConfig.read(folder.resolve(CONFIG));
    String architecture = config.architecture();
    Normalisation normalisation = config.normalisation();
    Path weights = folder.resolve(WEIGHTS);
    if (!Files.exists(weights)) {
      throw PvaException.failed("PVA-SAE-025", "there is no " + WEIGHTS + " beside cfg.json").at(weights)
          .help("download the whole folder: cfg.json and sae_weights.safetensors");
    }
    SafetensorsFile file = SafetensorsFile.open(weights);
    try {
      return open(path, config, architecture, normalisation, file);
    } catch (PvaException e) {
      file.close();
      throw e;
    }
  }

  private Dictionary open(Path path, SaeLensConfig config, String architecture, Normalisation normalisation, SafetensorsFile file) {
    boolean transcoder = architecture.endsWith("transcoder");
    Weights weights = new Weights(file, "W_enc", "W_dec", "b_enc", "b_dec",
        architecture.startsWith("jumprelu") ? Optional.of("threshold") : Optional.empty(),
        architecture.endsWith("skip_transcoder") ? Optional.of("W_skip") : Optional.empty());
    config.require("d_in", weights.dIn());
    config.require("d_sae", weights.dSae());
    if (transcoder) {
      config.require("d_out", weights.dOut());
    } else {
      weights.squared();
    }
    Rule rule = new Rule(normalisation, config.factor().orElse(1), config.subtractsDecoderBias(), !transcoder);
    DictionaryInfo info = new DictionaryInfo(name(), architecture, weights.dIn(), weights.dSae(), weights.dOut(), config.layer(),
        config.hook(), config.metadata("model_name"), OptionalDouble.empty(), normalisation.text(), file.info("W_enc").dtype().name(),
        path, List.of(folder(path).resolve(CONFIG), file.path()), details(config, normalisation));
    return Dictionary.of(info, weights, rule);
  }

  private static Map<String, String> details(SaeLensConfig config, Normalisation normalisation) {
    Map<String, String> details = new HashMap<>();
    details.put("apply_b_dec_to_input", String.valueOf(config.subtractsDecoderBias()));
    for (String key : List.of("hook_name_out", "neuronpedia_id", "dataset_path", "sae_lens_version")) {
      config.metadata(key).ifPresent(value -> details.put(key, value));
    }
    if (normalisation == Normalisation.EXPECTED_AVERAGE_ONLY_IN) {
      OptionalDouble factor = config.factor();
      details.put("norm_scaling_factor", factor.isPresent() ? String.valueOf(factor.getAsDouble())
          : "unknown: nothing is scaled; published beside the weights, not with them");
    }
    return details;
  }
}
