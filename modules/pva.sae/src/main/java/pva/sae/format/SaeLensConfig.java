package pva.sae.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.sae.Normalisation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The {@code cfg.json} of a sae-lens folder, of version 6 and, as far as its keys go, of those before. */
final class SaeLensConfig {
  private static final long MAX_BYTES = 1 << 22;
  private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d+)\\.");
  private static final List<String> ARCHITECTURES = List.of("standard", "jumprelu", "transcoder", "skip_transcoder",
      "jumprelu_transcoder", "jumprelu_skip_transcoder");

  private final Path file;
  private final JsonNode root;

  private SaeLensConfig(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  static SaeLensConfig read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw PvaException.failed("PVA-SAE-020", "cfg.json of " + Files.size(file) + " bytes is no configuration").at(file);
      }
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw PvaException.failed("PVA-SAE-020", "cfg.json is not a JSON object").at(file);
      }
      return new SaeLensConfig(file, root);
    } catch (NoSuchFileException e) {
      throw PvaException.failed("PVA-SAE-021", "there is no cfg.json beside the weights").at(file)
          .help("download the whole folder: cfg.json and sae_weights.safetensors");
    } catch (JacksonException e) {
      throw PvaException.failed("PVA-SAE-020", "cfg.json is not JSON, or it is cut off").at(file).because(e);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  String architecture() {
    String name = root.hasNonNull("architecture") ? root.get("architecture").asString("?") : older();
    if (!ARCHITECTURES.contains(name)) {
      String detail = name.contains("topk") ? k() : "";
      throw PvaException.failed("PVA-SAE-022", "cfg.json names the architecture `" + name + "`" + detail + ", which is not read").at(file)
          .help("architectures that are read: " + String.join(", ", ARCHITECTURES));
    }
    return name;
  }

  private String older() {
    boolean topk = text("activation_fn_str").or(() -> text("activation_fn")).filter(f -> f.equals("topk")).isPresent();
    return topk ? "topk" : "standard";
  }

  private String k() {
    JsonNode k = root.hasNonNull("k") ? root.get("k") : root.path("activation_fn_kwargs").path("k");
    return k.isNumber() ? " with k = " + k.asString() : " without its k";
  }

  Normalisation normalisation() {
    JsonNode value = root.path("normalize_activations");
    if (value.isMissingNode() || value.isNull() || value.isBoolean() && !value.asBoolean()) {
      return Normalisation.NONE;
    }
    if (value.isBoolean()) {
      return Normalisation.EXPECTED_AVERAGE_ONLY_IN;
    }
    return Normalisation.named(value.asString("")).orElseThrow(() -> PvaException.failed("PVA-SAE-023",
        "cfg.json has normalize_activations `" + value.asString("") + "`, which cannot be applied").at(file)
        .help("values that are read: none, expected_average_only_in, constant_norm_rescale, layer_norm"));
  }

  /** The factor of {@code expected_average_only_in}, where somebody wrote it down. */
  OptionalDouble factor() {
    String key = "norm_scaling_factor";
    JsonNode value = root.hasNonNull(key) ? root.get(key) : root.path("metadata").path(key);
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }

  boolean subtractsDecoderBias() {
    return !root.has("apply_b_dec_to_input") || root.get("apply_b_dec_to_input").asBoolean(true);
  }

  /** Compares a declared size with that of the weights. */
  void require(String key, int actual) {
    JsonNode value = root.path(key);
    if (!value.isIntegralNumber()) {
      throw PvaException.failed("PVA-SAE-024", "cfg.json has no whole number " + key).at(file);
    }
    if (!value.canConvertToInt() || value.asInt() != actual) {
      throw PvaException.failed("PVA-SAE-024", "cfg.json says " + key + " " + value.asString() + ", the weights have " + actual).at(file)
          .help("cfg.json and sae_weights.safetensors do not belong together");
    }
  }

  String hook() {
    return metadata("hook_name").or(() -> text("hook_point")).orElse("");
  }

  OptionalInt layer() {
    Matcher m = BLOCK.matcher(hook());
    return m.lookingAt() ? OptionalInt.of(Integer.parseInt(m.group(1))) : OptionalInt.empty();
  }

  /** Of version 6 under {@code metadata}, before at the top. */
  Optional<String> metadata(String key) {
    JsonNode value = root.path("metadata").path(key);
    return value.isString() ? Optional.of(value.asString()) : text(key);
  }

  private Optional<String> text(String key) {
    JsonNode value = root.path(key);
    return value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }
}
