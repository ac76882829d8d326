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
 * Gemma 3, text: norms before and after attention and feed-forward and on query and key heads; layers that slide turn by
 * another base than those that see all. Follows transformers' {@code Gemma3TextModel}.
 */
public final class Gemma3 implements Family {
  /** What the published configs leave out. */
  private static final Map<String, Integer> ABSENT = Map.of("vocab_size", 262_208, "num_attention_heads", 8,
      "num_key_value_heads", 4, "head_dim", 256, "query_pre_attn_scalar", 256, "max_position_embeddings", 131_072);

  @Override
  public String modelType() {
    return "gemma3_text";
  }

  @Override
  public Decoder read(Config given) {
    Config config = given.or(ABSENT);
    config.needText("hidden_activation", "gelu_pytorch_tanh");
    config.needAbsent("attn_logit_softcapping");
    Blocks all = Blocks.of(config, true, true);
    int pattern = config.count("sliding_window_pattern", config.count("_sliding_window_pattern", 6));
    List<Integer> windows = Windows.of(config, Optional.of(config.count("sliding_window", 4096)), layer -> (layer + 1) % pattern != 0);
    float[] local = turns(config, all, "sliding_attention");
    float[] global = turns(config, all, "full_attention");
    List<Decoder.Block> blocks = IntStream.range(0, windows.size())
        .mapToObj(i -> new Decoder.Block(all.weights(i), windows.get(i), windows.get(i) > 0 ? local : global)).toList();
    return all.decoder(blocks, Map.of("scale", all.scale()), "attention", "norm", "sandwich");
  }

  /** {@code rope_parameters} has settings for each kind of layer; before, scaling was for full attention alone. */
  private static float[] turns(Config config, Blocks all, String kind) {
    Optional<Config> rope = config.inner("rope_parameters");
    if (rope.isPresent()) {
      return Rotary.turns(all.heads().size(), 10_000, rope.get().inner(kind));
    }
    return kind.equals("full_attention")
        ? Rotary.turns(all.heads().size(), config.positive("rope_theta", 1_000_000), config.inner("rope_scaling"))
        : Rotary.turns(all.heads().size(), config.positive("rope_local_base_freq", 10_000), Optional.empty());
  }
}
