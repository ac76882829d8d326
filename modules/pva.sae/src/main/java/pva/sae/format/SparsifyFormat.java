package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.Rule;
import pva.sae.Selection;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.SafetensorsFile;

/**
 * EleutherAI's sparsify: a folder named like the module it reads, with {@code cfg.json} and {@code sae.safetensors}.
 *
 * <p>Follows sparsify itself ({@code sparse_coder.py}, 1.3), not the converter of sae-lens, which subtracts the decoder bias by
 * another rule and takes every folder for the residual stream.
 */
public final class SparsifyFormat implements DictionaryFormat {
  private static final String CONFIG = "cfg.json";
  private static final String WEIGHTS = "sae.safetensors";
  private static final Pattern MODULE = Pattern.compile("(?:layers|h)\\.(\\d{1,4})(?:\\.(\\w+))?|embed_tokens");

  @Override
  public String name() {
    return "sparsify";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path.resolve(WEIGHTS)) || path.endsWith(WEIGHTS);
  }

  @Override
  public Dictionary open(Path path) {
    Path weights = Files.isDirectory(path) ? path.resolve(WEIGHTS) : path;
    Config config = Config.read(weights.resolveSibling(CONFIG), WEIGHTS);
    return Description.from(SafetensorsFile.open(weights), file -> open(path, config, file));
  }

  private Dictionary open(Path path, Config config, SafetensorsFile file) {
    boolean transcodes = config.flag("transcode", false);
    boolean skips = config.flag("skip_connection", false);
    String activation = config.text("activation").orElse("topk");
    Weights weights = new Weights(file, Stored.turned("encoder.weight"), Stored.plain("W_dec"), "encoder.bias", "b_dec");
    if (skips) {
      weights.skipping(Stored.plain("W_skip"));
    }
    config.require("d_in", weights.dIn());
    if (config.whole("num_latents").orElse(0) != 0) {
      config.require("num_latents", weights.dSae());
    }
    String architecture = transcodes ? skips ? "skip_transcoder" : "transcoder" : activation;
    String folder = file.path().toAbsolutePath().getParent().getFileName().toString();
    Description description = new Description(name(), architecture, path, weights).hook(hook(folder)).model(model(file.path()))
        .detail("hookpoint", folder).detail("activation", activation).file(config.file());
    return description.dictionary(Rule.RELU.subtractingDecoderBias(!transcodes).with(selection(config, activation, weights.dSae())));
  }

  private static Selection selection(Config config, String activation, int dSae) {
    int k = config.k(dSae);
    if (activation.equals("topk")) {
      return Selection.top(k);
    }
    if (!activation.equals("groupmax")) {
      throw config.unread("activation", activation, "topk, groupmax");
    }
    if (dSae % k != 0) {
      throw PvaException.failed("PVA-SAE-026", "cfg.json has k " + k + " groups, which do not divide " + dSae + " latents")
          .at(config.file());
    }
    return new Selection(Selection.Kind.GROUP_MAXIMUM, k);
  }

  /** The output of a module, by its name in Hugging Face's models; empty where TransformerLens has no name for it. */
  private static String hook(String module) {
    Matcher m = MODULE.matcher(module);
    if (!m.matches()) {
      return "";
    }
    if (m.group(1) == null) {
      return "hook_embed";
    }
    String inner = m.group(2) == null ? "" : m.group(2);
    return switch (inner) {
      case "" -> "blocks." + m.group(1) + ".hook_resid_post";
      case "mlp" -> "blocks." + m.group(1) + ".hook_mlp_out";
      case "self_attn", "attn", "attention" -> "blocks." + m.group(1) + ".hook_attn_out";
      default -> "";
    };
  }

  /** The folder above describes the run of all hookpoints. */
  private static Optional<String> model(Path weights) {
    Path above = weights.toAbsolutePath().getParent().resolveSibling("config.json");
    return Files.isRegularFile(above) ? Config.read(above, WEIGHTS).text("model") : Optional.empty();
  }
}
