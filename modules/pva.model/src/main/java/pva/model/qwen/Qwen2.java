package pva.model.qwen;

import java.util.List;
import java.util.Optional;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.family.Windows;
import pva.model.llama.Blocks;

/** Qwen 2 and 2.5: Llama, with a bias on query, key and value. Follows transformers' {@code Qwen2Model}. */
public final class Qwen2 implements Family {
  @Override
  public String modelType() {
    return "qwen2";
  }

  @Override
  public Decoder read(Config config) {
    return new Blocks(true, false, windows(config)).read(config);
  }

  /** Layers from {@code max_window_layers} on slide, where any does. */
  static List<Integer> windows(Config config) {
    if (!config.flag("use_sliding_window", false)) {
      return Windows.of(config, Optional.empty(), layer -> false);
    }
    int first = config.count("max_window_layers", 28);
    return Windows.of(config, Optional.of(config.count("sliding_window", 4096)), layer -> layer >= first);
  }
}
