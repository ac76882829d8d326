package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.LatentTerms;
import pva.sae.Rule;
import pva.sae.Selection;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.TorchFile;

/**
 * The folders of dictionary_learning (SAEBench and others): {@code config.json} and {@code ae.pt}.
 *
 * <p>Follows dictionary_learning 0.1.0 with its defaults ({@code utils.load_dictionary}, {@code encode}): an AutoEncoder gets its
 * decoder normalised, BatchTopK and Matryoshka use their threshold and all groups, and TopK its k.
 */
public final class DictionaryLearningFormat implements DictionaryFormat {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "ae.pt";
  private static final List<String> CLASSES = List.of("AutoEncoder", "AutoEncoderNew", "GatedAutoEncoder", "JumpReluAutoEncoder",
      "AutoEncoderTopK", "BatchTopKSAE", "MatryoshkaBatchTopKSAE");
  private static final Pattern SUBMODULE = Pattern.compile("(resid_post|resid_pre|mlp_out|attn_out|attention_out)_layer_(\\d{1,4})");

  @Override
  public String name() {
    return "dictionary_learning";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path.resolve(WEIGHTS)) || path.endsWith(WEIGHTS);
  }

  @Override
  public Dictionary open(Path path) {
    Path weights = Files.isDirectory(path) ? path.resolve(WEIGHTS) : path;
    Config config = Config.read(weights.resolveSibling(CONFIG), WEIGHTS).within("trainer");
    String type = config.text("dict_class").orElse("");
    if (!CLASSES.contains(type)) {
      throw config.unread("dict_class", type, String.join(", ", CLASSES));
    }
    return Description.from(TorchFile.open(weights), file -> open(path, config, type, file));
  }

  private Dictionary open(Path path, Config config, String type, TorchFile file) {
    Weights weights = weights(type, file).squared();
    config.require("activation_dim", weights.dIn());
    config.require("dict_size", weights.dSae());
    String submodule = config.text("submodule_name").orElse("");
    return new Description(name(), architecture(type), path, weights).hook(hook(submodule)).model(config.text("lm_name"))
        .detail("dict_class", type).detail("submodule_name", submodule).file(config.file())
        .dictionary(rule(type, config, weights, file));
  }

  private static Weights weights(String type, TorchFile file) {
    Stored linear = Stored.turned("encoder.weight");
    Stored out = Stored.turned("decoder.weight");
    return switch (type) {
      case "AutoEncoder" -> new Weights(file, linear, out, "encoder.bias", "bias");
      case "AutoEncoderNew" -> new Weights(file, linear, out, "encoder.bias", "decoder.bias");
      case "GatedAutoEncoder" -> new Weights(file, linear, out, "gate_bias", "decoder_bias").with("r_mag", "mag_bias");
      case "JumpReluAutoEncoder" -> new Weights(file, Stored.plain("W_enc"), Stored.plain("W_dec"), "b_enc", "b_dec").with("threshold");
      case "MatryoshkaBatchTopKSAE" -> new Weights(file, Stored.plain("W_enc"), Stored.plain("W_dec"), "b_enc", "b_dec");
      default -> new Weights(file, linear, out, "encoder.bias", "b_dec");
    };
  }

  private static String architecture(String type) {
    return switch (type) {
      case "GatedAutoEncoder" -> "gated";
      case "AutoEncoderTopK" -> "topk";
      case "AutoEncoder", "AutoEncoderNew" -> "standard";
      default -> "jumprelu";
    };
  }

  private static Rule rule(String type, Config config, Weights weights, TorchFile file) {
    Rule subtracting = Rule.RELU.subtractingDecoderBias(true);
    return switch (type) {
      case "AutoEncoder" -> subtracting.with(w -> LatentTerms.plain(w).inUnitsOf(w.decoderNorms()));
      case "AutoEncoderNew" -> Rule.RELU;
      case "GatedAutoEncoder" -> subtracting.with(w -> Gates.terms(w, "r_mag", "mag_bias"));
      case "JumpReluAutoEncoder" -> Rule.JUMP_RELU;
      case "AutoEncoderTopK" -> subtracting.with(Selection.top(k(config, weights, file)));
      default -> {
        k(config, weights, file);
        yield subtracting.with(threshold(file));
      }
    };
  }

  /** One number for all latents. */
  private static LatentTerms.Source threshold(TorchFile file) {
    if (file.info("threshold").count() != 1) {
      throw PvaException.failed("PVA-SAE-006", "threshold is " + file.info("threshold").shapeText() + ", not one number").at(file.path());
    }
    return LatentTerms.above("threshold");
  }

  private static int k(Config config, Weights weights, TorchFile file) {
    int k = config.k(weights.dSae());
    if (file.has("k") && (file.info("k").count() != 1 || file.longs("k")[0] != k)) {
      throw PvaException.failed("PVA-SAE-024", "config.json says k " + k + ", the weights have "
          + (file.info("k").count() == 1 ? String.valueOf(file.longs("k")[0]) : file.info("k").shapeText())).at(config.file())
          .help("config.json and ae.pt do not belong together");
    }
    return k;
  }

  private static String hook(String submodule) {
    Matcher m = SUBMODULE.matcher(submodule);
    return m.matches() ? "blocks." + m.group(2) + ".hook_" + m.group(1).replace("attention", "attn") : "";
  }
}
