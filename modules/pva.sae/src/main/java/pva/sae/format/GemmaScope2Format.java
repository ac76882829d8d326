package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.SafetensorsFile;

/**
 * Gemma Scope 2 for Gemma 3: {@code SITE/layer_{L}_width_{W}_l0_{small|medium|big}/params.safetensors} and {@code config.json},
 * JumpReLU, transcoders with or without an affine skip. Follows sae-lens ({@code gemma_3_sae_huggingface_loader}); without a
 * configuration the names of the folders are used, as there.
 */
public final class GemmaScope2Format implements DictionaryFormat {
  private static final String WEIGHTS = "params.safetensors";
  private static final String CONFIG = "config.json";
  private static final Pattern REPOSITORY = Pattern.compile("gemma-scope-2-(\\d+[mb])-(pt|it)");
  private static final Pattern FOLDER = Pattern.compile("(resid_post|attn_out|mlp_out|transcoder)(?:_all)?/layer_(\\d{1,4})_");
  private static final Pattern MODULE = Pattern.compile("model\\.layers\\.(\\d{1,4})\\.(.+)");
  /** By the name of the folder; what the attention's dictionaries read is said by the configuration alone. */
  private static final Map<String, String> SITES = Map.of("resid_post", "hook_resid_post", "mlp_out", "hook_mlp_out",
      "transcoder", "hook_mlp_in");
  private static final Map<String, String> MODULES = Map.of("output", "hook_resid_post", "input", "hook_resid_pre",
      "self_attn.o_proj.input", "attn.hook_z", "post_attention_layernorm.output", "hook_attn_out",
      "pre_feedforward_layernorm.output", "hook_mlp_in", "post_feedforward_layernorm.output", "hook_mlp_out");

  @Override
  public String name() {
    return "gemma_scope_2";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path.resolve(WEIGHTS)) || path.endsWith(WEIGHTS);
  }

  @Override
  public Dictionary open(Path path) {
    Path weights = Files.isDirectory(path) ? path.resolve(WEIGHTS) : path;
    return Description.from(SafetensorsFile.open(weights), file -> open(path, file));
  }

  private Dictionary open(Path path, SafetensorsFile file) {
    Weights weights = new Weights(file, Stored.plain("w_enc"), Stored.plain("w_dec"), "b_enc", "b_dec").with("threshold");
    boolean skips = file.has("affine_skip_connection");
    if (skips) {
      weights.skipping(Stored.turned("affine_skip_connection"));
    }
    Path beside = file.path().resolveSibling(CONFIG);
    Optional<Config> config = Files.exists(beside) ? Optional.of(Config.read(beside, WEIGHTS)) : Optional.empty();
    Optional<Matcher> folder = Description.last(FOLDER, file.path());
    config.ifPresent(c -> check(c, weights, skips));
    String type = config.flatMap(c -> c.text("type")).or(() -> folder.map(m -> m.group(1))).orElse("sae");
    boolean transcoder = type.equals("transcoder");
    if (!transcoder) {
      weights.squared();
    }
    String architecture = "jumprelu" + (transcoder ? skips ? "_skip_transcoder" : "_transcoder" : "");
    Description description = new Description(name(), architecture, path, weights)
        .hook(config.flatMap(c -> c.text("hf_hook_point_in")).flatMap(GemmaScope2Format::hook)
            .or(() -> folder.flatMap(GemmaScope2Format::hook)).orElse(""))
        .model(config.flatMap(c -> c.text("model_name")).map(GemmaScope2Format::model)
            .or(() -> Description.last(REPOSITORY, file.path()).map(m -> model("gemma-3-" + m.group(1) + "-" + m.group(2)))))
        .declaredL0(config.map(c -> c.number("l0")).orElse(OptionalDouble.empty()));
    config.ifPresent(c -> description.file(c.file()));
    config.flatMap(c -> c.text("hf_hook_point_in")).ifPresent(hook -> description.detail("hf_hook_point_in", hook));
    config.flatMap(c -> c.text("hf_hook_point_out")).ifPresent(hook -> description.detail("hf_hook_point_out", hook));
    folder.ifPresent(m -> description.detail("site", m.group(1)));
    return description.dictionary(Rule.JUMP_RELU);
  }

  private static void check(Config config, Weights weights, boolean skips) {
    String architecture = config.text("architecture").orElse("jump_relu");
    if (!architecture.equals("jump_relu")) {
      throw config.unread("architecture", architecture, "jump_relu");
    }
    config.require("width", weights.dSae());
    if (config.flag("affine_connection", skips) != skips) {
      throw PvaException.failed("PVA-SAE-024", "config.json says affine_connection " + !skips + ", the weights have "
          + (skips ? "one" : "none")).at(config.file());
    }
  }

  private static Optional<String> hook(String module) {
    Matcher m = MODULE.matcher(module);
    if (!m.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(MODULES.get(m.group(2))).map(n -> "blocks." + m.group(1) + "." + n);
  }

  private static Optional<String> hook(Matcher folder) {
    return Optional.ofNullable(SITES.get(folder.group(1))).map(site -> "blocks." + folder.group(2) + "." + site);
  }

  /** {@code google/} is sometimes missing, {@code -v3} stands for {@code -3}, and the smallest model has no {@code -pt} in its name. */
  private static String model(String said) {
    String name = said.replace("gemma-v3", "gemma-3").replaceFirst("-270m-pt$", "-270m");
    return name.startsWith("google/") ? name : "google/" + name;
  }
}
