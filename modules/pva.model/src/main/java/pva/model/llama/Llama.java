package pva.model.llama;

import static pva.model.family.Weight.joined;
import static pva.model.family.Weight.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pva.model.family.Heads;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.family.Program;
import pva.model.family.Rotary;
import pva.model.family.Weight.Size;

/** Llama, and what is built like it: SmolLM2, TinyLlama. Follows transformers' {@code LlamaModel}. */
public final class Llama implements Family {
  @Override
  public String modelType() {
    return "llama";
  }

  @Override
  public Decoder read(Config config) {
    config.needText("hidden_act", "silu");
    config.needFalse("attention_bias");
    config.needFalse("mlp_bias");
    config.needFalse("rope_interleaved");
    Size hidden = Size.of("hidden_size", config.count("hidden_size"));
    Size vocabulary = Size.of("vocab_size", config.count("vocab_size"));
    Size inner = Size.of("intermediate_size", config.count("intermediate_size"));
    Heads heads = Heads.of(config, (int) hidden.value());
    List<Decoder.Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers"); i++) {
      String p = "model.layers." + i + ".";
      blocks.add(new Decoder.Block(List.of(
          of(p + "input_layernorm.weight", hidden),
          joined(
              of(p + "self_attn.q_proj.weight", heads.queries(), hidden),
              of(p + "self_attn.k_proj.weight", heads.keys(), hidden),
              of(p + "self_attn.v_proj.weight", heads.keys(), hidden)),
          of(p + "self_attn.o_proj.weight", hidden, heads.queries()),
          of(p + "post_attention_layernorm.weight", hidden),
          joined(of(p + "mlp.gate_proj.weight", inner, hidden), of(p + "mlp.up_proj.weight", inner, hidden)),
          of(p + "mlp.down_proj.weight", hidden, inner)), 0));
    }
    String program = Program.of(Llama.class, Map.of(
        "heads", heads.heads(), "groups", heads.groups(), "share", heads.share(), "size", heads.size(), "hidden", hidden.value(),
        "eps", config.positive("rms_norm_eps", 1e-6)));
    return new Decoder((int) hidden.value(), (int) vocabulary.value(), config.count("max_position_embeddings", 2048),
        of("model.embed_tokens.weight", vocabulary, hidden), 1, Rotary.inverseFrequencies(config, heads.size()), blocks, program);
  }
}
