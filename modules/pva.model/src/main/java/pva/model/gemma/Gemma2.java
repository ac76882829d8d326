package pva.model.gemma;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.family.Rotary;
import pva.model.family.Windows;

/**
 * Gemma 2: norms before and after attention and feed-forward, capped attention scores, sliding and full attention in turn.
 * Follows transformers' {@code Gemma2Model} with eager attention, the one that applies the cap.
 */
public final class Gemma2 implements Family {
  @Override
  public String modelType() {
    return "gemma2";
  }

  @Override
  public Decoder read(Config config) {
    config.needText("hidden_activation", "gelu_pytorch_tanh");
    Blocks all = Blocks.of(config, true, false);
    float[] turns = Rotary.turns(config, all.heads().size());
    List<Integer> windows = Windows.of(config, Optional.of(config.count("sliding_window")), layer -> layer % 2 == 0);
    List<Decoder.Block> blocks = IntStream.range(0, windows.size())
        .mapToObj(i -> new Decoder.Block(all.weights(i), windows.get(i), turns)).toList();
    Map<String, Object> constants = Map.of("scale", all.scale(), "cap", config.positive("attn_logit_softcapping"));
    return all.decoder(blocks, constants, "norm", "sandwich", "capped");
  }
}
