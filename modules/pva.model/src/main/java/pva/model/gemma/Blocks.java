package pva.model.gemma;

import static pva.model.family.Weight.joined;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Heads;
import pva.model.family.Program;
import pva.model.family.Weight;
import pva.model.family.Weight.Size;

/** What the generations of Gemma share: scaled embeddings, norms by 1 + w, gated tanh-GELU. */
record Blocks(Config config, Size hidden, Size inner, Heads heads, boolean sandwich, boolean headNorm) {

  /**
   * Reads the sizes.
   *
   * @param sandwich whether what is added to the stream is normed, too
   * @param headNorm whether query and key heads are normed
   */
  static Blocks of(Config config, boolean sandwich, boolean headNorm) {
    config.needFalse("attention_bias");
    config.needFalse("use_bidirectional_attention");
    Size hidden = Size.of("hidden_size", config.count("hidden_size"));
    return new Blocks(config, hidden, Size.of("intermediate_size", config.count("intermediate_size")),
        Heads.of(config, (int) hidden.value()), sandwich, headNorm);
  }

  List<Weight> weights(int layer) {
    String p = "model.layers." + layer + ".";
    List<Weight> weights = new ArrayList<>(List.of(
        norm(p + "input_layernorm.weight"),
        joined(
            Weight.of(p + "self_attn.q_proj.weight", heads.queries(), hidden),
            Weight.of(p + "self_attn.k_proj.weight", heads.keys(), hidden),
            Weight.of(p + "self_attn.v_proj.weight", heads.keys(), hidden)),
        toStream(Weight.of(p + "self_attn.o_proj.weight", hidden, heads.queries()), norm(p + "post_attention_layernorm.weight")),
        norm(p + "post_attention_layernorm.weight")));
    if (sandwich) {
      weights.add(norm(p + "pre_feedforward_layernorm.weight"));
    }
    weights.add(Weight.of(p + "mlp.gate_proj.weight", inner, hidden));
    weights.add(Weight.of(p + "mlp.up_proj.weight", inner, hidden));
    weights.add(toStream(Weight.of(p + "mlp.down_proj.weight", hidden, inner), norm(p + "post_feedforward_layernorm.weight")));
    if (sandwich) {
      weights.add(norm(p + "post_feedforward_layernorm.weight"));
    }
    if (headNorm) {
      Size size = Size.of("head_dim", heads.size());
      weights.add(joined(
          Weight.of(p + "self_attn.q_norm.weight", size).plus(1).repeated(heads.heads()),
          Weight.of(p + "self_attn.k_norm.weight", size).plus(1).repeated(heads.groups())));
    }
    return weights;
  }

  private Weight toStream(Weight weight, Weight norm) {
    return sandwich ? weight.toStream(norm) : weight.toStream();
  }

  private Weight norm(String name) {
    return Weight.of(name, hidden).plus(1);
  }

  /** The decoder of these blocks. */
  Decoder decoder(List<Decoder.Block> blocks, Map<String, Object> constants, String... pieces) {
    Size vocabulary = Size.of("vocab_size", config.count("vocab_size"));
    Weight embedding = Weight.of("model.embed_tokens.weight", vocabulary, hidden);
    Map<String, Object> all = heads.constants(Map.of(
        "hidden", hidden.value(), "eps", config.positive("rms_norm_eps", 1e-6), "act", "gelu", "gelu", "tanh",
        "qk_norm", headNorm ? 9 : -1));
    all.putAll(constants);
    return new Decoder((int) hidden.value(), (int) vocabulary.value(), config.count("max_position_embeddings", 8192), heads.width(), false,
        Decoder.Embedding.of(embedding, Math.sqrt(hidden.value())), blocks,
        Decoder.Head.of(config, true, embedding, "lm_head.weight", norm("model.norm.weight")), Program.of(Blocks.class, all, pieces));
  }

  /** What scores are multiplied with, where {@code query_pre_attn_scalar} says it. */
  double scale() {
    return 1 / Math.sqrt(config.positive("query_pre_attn_scalar"));
  }
}
