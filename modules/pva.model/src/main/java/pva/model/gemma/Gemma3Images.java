package pva.model.gemma;

import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;

/** The text part of a Gemma 3 that also sees images: 4B and larger. Follows transformers' {@code Gemma3Model} on text. */
public final class Gemma3Images implements Family {
  @Override
  public String modelType() {
    return "gemma3";
  }

  @Override
  public Decoder read(Config config) {
    Config text = config.inner("text_config").orElseThrow(() -> config.unsupported("text_config", "missing", "the config of gemma3_text"));
    return new Gemma3().read(text);
  }
}
