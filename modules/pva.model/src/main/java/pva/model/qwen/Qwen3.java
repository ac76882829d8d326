package pva.model.qwen;

import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.llama.Blocks;

/** Qwen 3: Llama, with normed query and key heads. Follows transformers' {@code Qwen3Model}. */
public final class Qwen3 implements Family {
  @Override
  public String modelType() {
    return "qwen3";
  }

  @Override
  public Decoder read(Config config) {
    config.needFalse("attention_bias");
    config.count("head_dim");
    return new Blocks(false, true, Qwen2.windows(config)).read(config);
  }
}
