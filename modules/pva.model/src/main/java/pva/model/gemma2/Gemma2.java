package pva.model.gemma2;

import static pva.model.family.Weight.joined;
import static pva.model.family.Weight.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.family.Heads;
import pva.model.family.Program;
import pva.model.family.Rotary;
import pva.model.family.Weight.Size;

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
    config.needFalse("attention_bias");
    config.needFalse("use_bidirectional_attention");
    Size hidden = Size.of("hidden_size", config.count("hidden_size"));
    Size vocabulary = Size.of("vocab_size", config.count("vocab_size"));
    Size inner = Size.of("intermediate_size", config.count("intermediate_size"));
    Heads heads = Heads.of(config, (int) hidden.value());
    List<Integer> windows = windows(config);
    List<Decoder.Block> blocks = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      String p = "model.layers." + i + ".";
      blocks.add(new Decoder.Block(List.of(
          of(p + "input_layernorm.weight", hidden).plus(1),
          joined(
              of(p + "self_attn.q_proj.weight", heads.queries(), hidden),
              of(p + "self_attn.k_proj.weight", heads.keys(), hidden),
              of(p + "self_attn.v_proj.weight", heads.keys(), hidden)),
          of(p + "self_attn.o_proj.weight", hidden, heads.queries()),
          of(p + "post_attention_layernorm.weight", hidden).plus(1),
          of(p + "pre_feedforward_layernorm.weight", hidden).plus(1),
          joined(of(p + "mlp.gate_proj.weight", inner, hidden), of(p + "mlp.up_proj.weight", inner, hidden)),
          of(p + "mlp.down_proj.weight", hidden, inner),
          of(p + "post_feedforward_layernorm.weight", hidden).plus(1)), windows.get(i)));
    }
    String program = Program.of(Gemma2.class, Map.of(
        "heads", heads.heads(), "groups", heads.groups(), "share", heads.share(), "size", heads.size(),
        "eps", config.positive("rms_norm_eps", 1e-6), "scale", 1 / Math.sqrt(config.positive("query_pre_attn_scalar")),
        "cap", config.positive("attn_logit_softcapping")));
    return new Decoder((int) hidden.value(), (int) vocabulary.value(), config.count("max_position_embeddings", 8192),
        of("model.embed_tokens.weight", vocabulary, hidden), Math.sqrt(hidden.value()),
        Rotary.inverseFrequencies(config, heads.size()), blocks, program);
  }

  /** The window of each layer, 0 = full; where {@code layer_types} is absent, even layers slide. */
  private static List<Integer> windows(Config config) {
    int layers = config.count("num_hidden_layers");
    int window = config.count("sliding_window");
    List<String> types = config.texts("layer_types").orElseGet(() -> {
      List<String> alternating = new ArrayList<>();
      for (int i = 0; i < layers; i++) {
        alternating.add(i % 2 == 0 ? "sliding_attention" : "full_attention");
      }
      return alternating;
    });
    if (types.size() != layers) {
      throw config.unsupported("layer_types", "a list of " + types.size(), "one for each of num_hidden_layers " + layers);
    }
    return types.stream().map(t -> switch (t) {
      case "sliding_attention" -> window;
      case "full_attention" -> 0;
      default -> throw config.unsupported("layer_types", t, "sliding_attention, full_attention");
    }).toList();
  }
}
