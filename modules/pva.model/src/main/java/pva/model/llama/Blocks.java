package pva.model.llama;

import static pva.model.family.Weight.joined;
import static pva.model.family.Weight.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Heads;
import pva.model.family.Program;
import pva.model.family.Rotary;
import pva.model.family.Weight;
import pva.model.family.Weight.Size;

/**
 * The decoder of Llama and of what was made from it: RMS norms, rotary embedding, gated SiLU.
 *
 * @param headBias whether query, key and value have a bias (Qwen 2)
 * @param headNorm whether query and key heads are normed (Qwen 3)
 * @param windows of each layer, 0 = full
 */
public record Blocks(boolean headBias, boolean headNorm, List<Integer> windows) {

  /** Reads the rest of the config. */
  public Decoder read(Config config) {
    config.needText("hidden_act", "silu");
    config.needFalse("mlp_bias");
    config.needFalse("rope_interleaved");
    Size hidden = Size.of("hidden_size", config.count("hidden_size"));
    Size vocabulary = Size.of("vocab_size", config.count("vocab_size"));
    Size inner = Size.of("intermediate_size", config.count("intermediate_size"));
    Heads heads = Heads.of(config, (int) hidden.value());
    float[] turns = Rotary.turns(config, heads.size());
    List<Decoder.Block> blocks = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      blocks.add(new Decoder.Block(weights("model.layers." + i + ".", hidden, inner, heads), windows.get(i), turns));
    }
    String program = Program.of(Blocks.class, heads.constants(Map.of("hidden", hidden.value(),
        "eps", config.positive("rms_norm_eps", 1e-6), "act", "swish", "gelu", "none",
        "bias", headBias ? 7 : -1, "qk_norm", headNorm ? 7 : -1)), "attention", "block");
    Weight embedding = of("model.embed_tokens.weight", vocabulary, hidden);
    return new Decoder((int) hidden.value(), (int) vocabulary.value(), config.count("max_position_embeddings", 2048), heads.width(), false,
        Decoder.Embedding.of(embedding, 1), blocks,
        Decoder.Head.of(config, false, embedding, "lm_head.weight", of("model.norm.weight", hidden)), program);
  }

  private List<Weight> weights(String p, Size hidden, Size inner, Heads heads) {
    List<Weight> weights = new ArrayList<>(List.of(
        of(p + "input_layernorm.weight", hidden),
        joined(
            of(p + "self_attn.q_proj.weight", heads.queries(), hidden),
            of(p + "self_attn.k_proj.weight", heads.keys(), hidden),
            of(p + "self_attn.v_proj.weight", heads.keys(), hidden)),
        of(p + "self_attn.o_proj.weight", hidden, heads.queries()).toStream(),
        of(p + "post_attention_layernorm.weight", hidden),
        of(p + "mlp.gate_proj.weight", inner, hidden),
        of(p + "mlp.up_proj.weight", inner, hidden),
        of(p + "mlp.down_proj.weight", hidden, inner).toStream()));
    if (headBias) {
      weights.add(joined(
          of(p + "self_attn.q_proj.bias", heads.queries()),
          of(p + "self_attn.k_proj.bias", heads.keys()),
          of(p + "self_attn.v_proj.bias", heads.keys())));
    }
    if (headNorm) {
      Size size = Size.of("head_dim", heads.size());
      weights.add(joined(
          of(p + "self_attn.q_norm.weight", size).repeated(heads.heads()),
          of(p + "self_attn.k_norm.weight", size).repeated(heads.groups())));
    }
    return weights;
  }
}
