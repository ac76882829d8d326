package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.LatentTerms;
import pva.sae.Normalisation;
import pva.sae.Releases;
import pva.sae.Rule;
import pva.sae.Selection;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.SafetensorsFile;

/**
 * The folders of sae-lens: {@code cfg.json} and {@code sae_weights.safetensors}. Follows sae-lens 6 ({@code sae_lens/saes}).
 *
 * <p>A batchtopk dictionary is saved as jumprelu by sae-lens itself. <b>Limitation:</b> temporal, matching-pursuit and
 * matryoshka training checkpoints are refused by name, and so is {@code topk} without its k, for which sae-lens takes 100.
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
    // sparsify has a cfg.json too, beside weights of another name; and OpenMOSS weights of this name, beside a config.json
    boolean configured = Files.exists(folder.resolve(CONFIG)) && !Files.exists(folder.resolve("sae.safetensors"));
    return configured || Files.exists(folder.resolve(WEIGHTS)) && !Files.exists(folder.resolve("config.json"));
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
    return Description.from(SafetensorsFile.open(weights), file -> open(path, config, architecture, normalisation, file));
  }

  private Dictionary open(Path path, SaeLensConfig config, String architecture, Normalisation normalisation, SafetensorsFile file) {
    boolean transcoder = architecture.endsWith("transcoder");
    Weights weights = weights(architecture, file);
    config.require("d_in", weights.dIn());
    config.require("d_sae", weights.dSae());
    if (transcoder) {
      config.require("d_out", weights.dOut());
    } else {
      weights.squared();
    }
    OptionalDouble factor = normalisation != Normalisation.EXPECTED_AVERAGE_ONLY_IN ? OptionalDouble.empty()
        : config.factor().isPresent() ? config.factor() : Releases.factor(folder(path));
    Rule rule = rule(architecture, config, weights).normalising(normalisation, factor.orElse(1))
        .subtractingDecoderBias(config.subtractsDecoderBias()).restoringScale(!transcoder);
    Description description = new Description(name(), architecture, path, weights).hook(config.hook()).model(config.metadata("model_name"))
        .file(folder(path).resolve(CONFIG)).detail("apply_b_dec_to_input", String.valueOf(config.subtractsDecoderBias()));
    for (String key : List.of("hook_name_out", "neuronpedia_id", "dataset_path", "sae_lens_version")) {
      config.metadata(key).ifPresent(value -> description.detail(key, value));
    }
    if (normalisation == Normalisation.EXPECTED_AVERAGE_ONLY_IN) {
      description.detail("norm_scaling_factor", factor.isPresent() ? String.valueOf(factor.getAsDouble())
          : "unknown: nothing is scaled; published beside the weights, not with them");
    }
    return description.dictionary(rule);
  }

  private static Weights weights(String architecture, SafetensorsFile file) {
    boolean gated = architecture.equals("gated");
    Weights weights = new Weights(file, Stored.plain("W_enc"), Stored.plain("W_dec"), gated ? "b_gate" : "b_enc", "b_dec");
    if (gated) {
      weights.with("r_mag", "b_mag");
    }
    if (architecture.startsWith("jumprelu")) {
      weights.with("threshold");
    }
    if (architecture.endsWith("skip_transcoder")) {
      weights.skipping(Stored.plain("W_skip"));
    }
    if (file.has("scaling_factor")) {
      ones(file);
    }
    return weights;
  }

  /** A relic that sae-lens drops where it does nothing. */
  private static void ones(SafetensorsFile file) {
    for (float factor : file.vector("scaling_factor")) {
      if (factor != 1) {
        throw PvaException.failed("PVA-SAE-027", "scaling_factor holds " + factor + ": only ones are read").at(file.path())
            .help("load and save the dictionary with sae-lens, which folds it into the weights");
      }
    }
  }

  private static Rule rule(String architecture, SaeLensConfig config, Weights weights) {
    if (architecture.startsWith("jumprelu")) {
      return Rule.JUMP_RELU;
    }
    if (architecture.equals("gated")) {
      return Rule.RELU.with(w -> Gates.terms(w, "r_mag", "b_mag"));
    }
    if (!architecture.endsWith("topk")) {
      return Rule.RELU;
    }
    int k = config.k(weights.dSae());
    Rule rule = Rule.RELU.with(architecture.equals("topk") ? Selection.top(k) : new Selection(Selection.Kind.TOP_BY_MAGNITUDE, k));
    return config.rescalesByDecoderNorm() ? rule.with(w -> LatentTerms.plain(w).inUnitsOf(w.decoderNorms())) : rule;
  }
}
