package pva.model.llama;

import java.util.Collections;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;

/** Llama, and what is built like it: SmolLM2, TinyLlama. Follows transformers' {@code LlamaModel}. */
public final class Llama implements Family {
  @Override
  public String modelType() {
    return "llama";
  }

  @Override
  public Decoder read(Config config) {
    config.needFalse("attention_bias");
    return new Blocks(false, false, Collections.nCopies(config.blocks("num_hidden_layers"), 0)).read(config);
  }
}
