package pva.model.gemma;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.family.Rotary;

/** Gemma, the first. Follows transformers' {@code GemmaModel}. */
public final class Gemma implements Family {
  @Override
  public String modelType() {
    return "gemma";
  }

  @Override
  public Decoder read(Config config) {
    // the first published configs say gelu in hidden_act and mean the approximation, as the weights were trained with it
    config.needText("hidden_activation", "gelu_pytorch_tanh");
    if (!config.text("hidden_act").orElse("gelu").equals("gelu")) {
      config.needText("hidden_act", "gelu_pytorch_tanh");
    }
    Blocks all = Blocks.of(config, false, false);
    float[] turns = Rotary.turns(config, all.heads().size());
    List<Decoder.Block> blocks = IntStream.range(0, config.blocks("num_hidden_layers"))
        .mapToObj(i -> new Decoder.Block(all.weights(i), 0, turns)).toList();
    return all.decoder(blocks, Map.of(), "attention", "norm", "plain");
  }
}
