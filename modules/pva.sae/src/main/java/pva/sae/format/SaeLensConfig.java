package pva.sae.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import pva.base.PvaException;
import pva.sae.Normalisation;
import tools.jackson.databind.JsonNode;

/** The {@code cfg.json} of a sae-lens folder, of version 6 and, as far as its keys go, of those before. */
final class SaeLensConfig {
  private static final List<String> ARCHITECTURES = List.of("standard", "gated", "topk", "abstopk", "jumprelu", "transcoder",
      "skip_transcoder", "jumprelu_transcoder", "jumprelu_skip_transcoder");

  private final Config config;

  private SaeLensConfig(Config config) {
    this.config = config;
  }

  static SaeLensConfig read(Path file) {
    return new SaeLensConfig(Config.read(file, "sae_weights.safetensors"));
  }

  String architecture() {
    String name = config.text("architecture").map(this::withoutActivation).orElseGet(() -> withoutActivation("standard"));
    if (!ARCHITECTURES.contains(name)) {
      throw PvaException.failed("PVA-SAE-022", "cfg.json names the architecture `" + name + "`, which is not read").at(config.file())
          .help("architectures that are read: " + String.join(", ", ARCHITECTURES));
    }
    return name;
  }

  /** Before version 6 a topk dictionary was a standard one with another activation function. */
  private String withoutActivation(String architecture) {
    String function = config.text("activation_fn_str").or(() -> config.text("activation_fn")).orElse("relu");
    if (!architecture.equals("standard") || function.equals("relu")) {
      return architecture;
    }
    if (!function.equals("topk")) {
      throw config.unread("activation_fn_str", function, "relu, topk");
    }
    return "topk";
  }

  int k(int dSae) {
    return config.has("k") ? config.k(dSae) : config.within("activation_fn_kwargs").k(dSae);
  }

  /** Whether topk compares what each latent adds, and not its activation alone. */
  boolean rescalesByDecoderNorm() {
    return config.flag("rescale_acts_by_decoder_norm", false);
  }

  Normalisation normalisation() {
    JsonNode value = config.node("normalize_activations");
    if (value.isMissingNode() || value.isNull() || value.isBoolean() && !value.asBoolean()) {
      return Normalisation.NONE;
    }
    if (value.isBoolean()) {
      return Normalisation.EXPECTED_AVERAGE_ONLY_IN;
    }
    return Normalisation.named(value.asString("")).orElseThrow(() -> PvaException.failed("PVA-SAE-023",
        "cfg.json has normalize_activations `" + value.asString("") + "`, which cannot be applied").at(config.file())
        .help("values that are read: none, expected_average_only_in, constant_norm_rescale, layer_norm"));
  }

  /** The factor of {@code expected_average_only_in}, where somebody wrote it down. */
  OptionalDouble factor() {
    String key = "norm_scaling_factor";
    return config.has(key) ? config.number(key) : config.within("metadata").number(key);
  }

  boolean subtractsDecoderBias() {
    return config.flag("apply_b_dec_to_input", true);
  }

  /** Compares a declared size with that of the weights. */
  void require(String key, int actual) {
    config.require(key, actual);
  }

  String hook() {
    return metadata("hook_name").or(() -> config.text("hook_point")).orElse("");
  }

  /** Of version 6 under {@code metadata}, before at the top. */
  Optional<String> metadata(String key) {
    return config.within("metadata").text(key).or(() -> config.text(key));
  }
}
