package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.Normalisation;
import pva.sae.Rule;
import pva.sae.Selection;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.TorchFile;

/**
 * OpenAI's dictionaries of GPT-2 small: {@code LOCATION_VERSION/autoencoders/{L}.pt}. Those of version 4 and before are ReLU, those
 * of version 5 topk of the layer-normed input. Follows {@code sparse_autoencoder/model.py}.
 */
public final class OpenAiFormat implements DictionaryFormat {
  private static final Pattern PLACE = Pattern.compile("(resid_post_mlp|resid_post_attn|resid_delta_mlp|resid_delta_attn|mlp_post_act)"
      + "(?:_v\\w+)?/autoencoders/(\\d{1,4})\\.pt$");
  private static final Map<String, String> HOOKS = Map.of("resid_post_mlp", "hook_resid_post", "resid_post_attn", "hook_resid_mid",
      "resid_delta_mlp", "hook_mlp_out", "resid_delta_attn", "hook_attn_out", "mlp_post_act", "mlp.hook_post");

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path) && Description.last(PLACE, path).isPresent();
  }

  @Override
  public Dictionary open(Path path) {
    return Description.from(TorchFile.open(path), file -> open(path, file));
  }

  private Dictionary open(Path path, TorchFile file) {
    Weights weights = new Weights(file, Stored.turned("encoder.weight"), Stored.turned("decoder.weight"), "latent_bias", "pre_bias")
        .squared();
    String activation = file.metadata().getOrDefault("activation", "");
    boolean topk = activation.equals("TopK");
    if (!topk && !activation.equals("ReLU")) {
      throw PvaException.failed("PVA-SAE-022", "the file has activation `" + activation + "`, which is not read").at(path)
          .help("values that are read: ReLU, TopK");
    }
    Rule rule = Rule.RELU.subtractingDecoderBias(true);
    Description description = new Description(name(), topk ? "topk" : "standard", path, weights).model("gpt2-small");
    Description.last(PLACE, path).ifPresent(m -> description.hook("blocks." + m.group(2) + "." + HOOKS.get(m.group(1)))
        .detail("location", m.group(1)));
    return description.dictionary(topk ? rule.normalising(Normalisation.LAYER_NORM, 1).with(Selection.top(k(file, weights.dSae()))) : rule);
  }

  private static int k(TorchFile file, int dSae) {
    String k = file.metadata().getOrDefault("activation_state_dict.k", "");
    if (!k.matches("[1-9]\\d{0,8}") || Integer.parseInt(k) > dSae) {
      throw PvaException.failed("PVA-SAE-026", "activation_state_dict has k `" + k + "`, which is not from 1 to " + dSae
          + ", the number of latents").at(file.path());
    }
    String after = file.metadata().getOrDefault("activation_state_dict.postact_fn", "ReLU");
    if (!after.equals("ReLU")) {
      throw PvaException.failed("PVA-SAE-022", "the file has postact_fn `" + after + "`, which is not read").at(file.path());
    }
    return Integer.parseInt(k);
  }
}
