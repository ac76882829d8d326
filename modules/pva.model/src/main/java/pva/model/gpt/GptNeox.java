package pva.model.gpt;

import static pva.model.family.Weight.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.family.Heads;
import pva.model.family.Rotary;
import pva.model.family.Weight;
import pva.model.family.Weight.Size;

/**
 * GPT-NeoX, such as Pythia: attention and feed-forward side by side, a part of each head turned by the rotary embedding,
 * query, key and value stored head by head. Follows transformers' {@code GPTNeoXModel}.
 */
public final class GptNeox implements Family {
  @Override
  public String modelType() {
    return "gpt_neox";
  }

  @Override
  public Decoder read(Config config) {
    config.needText("hidden_act", "gelu");
    config.needTrue("attention_bias");
    Size hidden = Size.of("hidden_size", config.count("hidden_size"));
    Size vocabulary = Size.of("vocab_size", config.count("vocab_size"));
    Size inner = Size.of("intermediate_size", config.count("intermediate_size"));
    Heads heads = Heads.equal(config, "num_attention_heads", "hidden_size", (int) hidden.value());
    boolean parallel = config.flag("use_parallel_residual", true);
    float[] turns = turns(config, heads.size());
    List<Decoder.Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.blocks("num_hidden_layers"); i++) {
      blocks.add(new Decoder.Block(weights("gpt_neox.layers." + i + ".", hidden, inner, heads.heads()), 0, turns));
    }
    Weight embedding = of("gpt_neox.embed_in.weight", vocabulary, hidden);
    int positions = config.count("max_position_embeddings", 2048);
    return new Decoder((int) hidden.value(), (int) vocabulary.value(), positions, heads.width(), parallel,
        Decoder.Embedding.of(embedding, 1), blocks,
        Decoder.Head.of(config, false, embedding, "embed_out.weight",
            of("gpt_neox.final_layer_norm.weight", hidden), of("gpt_neox.final_layer_norm.bias", hidden)),
        Blocks.program(heads, hidden.value(), config.positive("layer_norm_eps", 1e-5), "none", parallel));
  }

  private static float[] turns(Config config, int headSize) {
    Optional<Config> rope = config.inner("rope_parameters");
    double share = rope.isPresent() ? rope.get().positive("partial_rotary_factor", 0.25) : config.positive("rotary_pct", 0.25);
    if (share > 1) {
      throw config.unsupported("rotary_pct", Double.toString(share), "a share of 1 or less");
    }
    float[] turns = Rotary.turns((int) (headSize * share), config.positive("rotary_emb_base", 10_000),
        rope.or(() -> config.inner("rope_scaling")));
    if (2 * turns.length > headSize) {
      throw config.unsupported("num_attention_heads", Integer.toString(config.count("num_attention_heads")), "heads of even size");
    }
    return turns;
  }

  private static List<Weight> weights(String p, Size hidden, Size inner, int heads) {
    String attention = p + "attention.";
    return Blocks.weights(
        of(p + "input_layernorm.weight", hidden), of(p + "input_layernorm.bias", hidden),
        of(attention + "query_key_value.weight", hidden.times(3), hidden).changed("by_part", heads),
        of(attention + "query_key_value.bias", hidden.times(3)).changed("by_part", heads),
        of(attention + "dense.weight", hidden, hidden).toStream(), of(attention + "dense.bias", hidden).toStream(),
        of(p + "post_attention_layernorm.weight", hidden), of(p + "post_attention_layernorm.bias", hidden),
        of(p + "mlp.dense_h_to_4h.weight", inner, hidden), of(p + "mlp.dense_h_to_4h.bias", inner),
        of(p + "mlp.dense_4h_to_h.weight", hidden, inner).toStream(), of(p + "mlp.dense_4h_to_h.bias", hidden).toStream());
  }
}
