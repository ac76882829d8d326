package pva.model.llama;

import java.util.Optional;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.family.Windows;

/** Mistral: Llama, with a window over every layer in its first version. Follows transformers' {@code MistralModel}. */
public final class Mistral implements Family {
  @Override
  public String modelType() {
    return "mistral";
  }

  @Override
  public Decoder read(Config config) {
    config.needFalse("attention_bias");
    Optional<Integer> window = config.has("sliding_window") ? Optional.of(config.count("sliding_window")) : Optional.empty();
    return new Blocks(false, false, Windows.of(config, window, layer -> true)).read(config);
  }
}
