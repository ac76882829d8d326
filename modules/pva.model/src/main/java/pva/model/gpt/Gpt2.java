package pva.model.gpt;

import static pva.model.family.Weight.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.model.family.Family;
import pva.model.family.Heads;
import pva.model.family.Weight;
import pva.model.family.Weight.Size;

/** GPT-2: learned positions, weights stored [in, out]. Follows transformers' {@code GPT2Model}. */
public final class Gpt2 implements Family {
  @Override
  public String modelType() {
    return "gpt2";
  }

  @Override
  public Decoder read(Config config) {
    if (!config.text("activation_function").orElse("gelu_new").equals("gelu_pytorch_tanh")) {
      config.needText("activation_function", "gelu_new");
    }
    config.needFalse("scale_attn_by_inverse_layer_idx");
    config.needFalse("add_cross_attention");
    config.needTrue("scale_attn_weights");
    Size hidden = Size.of("n_embd", config.count("n_embd", 768));
    Size inner = config.has("n_inner") ? Size.of("n_inner", config.count("n_inner")) : hidden.times(4);
    Size vocabulary = Size.of("vocab_size", config.count("vocab_size"));
    Size positions = Size.of("n_positions", config.count("n_positions", 1024));
    Heads heads = Heads.equal(config, "n_head", "n_embd", (int) hidden.value());
    List<Decoder.Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.blocks("n_layer"); i++) {
      blocks.add(new Decoder.Block(weights("transformer.h." + i + ".", hidden, inner), 0, new float[0]));
    }
    Weight embedding = of("transformer.wte.weight", vocabulary, hidden);
    return new Decoder((int) hidden.value(), (int) vocabulary.value(), (int) positions.value(), heads.width(), false,
        new Decoder.Embedding(embedding, 1, Optional.of(of("transformer.wpe.weight", positions, hidden))), blocks,
        Decoder.Head.of(config, true, embedding, "lm_head.weight",
            of("transformer.ln_f.weight", hidden), of("transformer.ln_f.bias", hidden)),
        Blocks.program(heads, hidden.value(), config.positive("layer_norm_epsilon", 1e-5), "tanh", false));
  }

  private static List<Weight> weights(String p, Size hidden, Size inner) {
    return Blocks.weights(
        of(p + "ln_1.weight", hidden), of(p + "ln_1.bias", hidden),
        of(p + "attn.c_attn.weight", hidden, hidden.times(3)).changed("transposed"), of(p + "attn.c_attn.bias", hidden.times(3)),
        of(p + "attn.c_proj.weight", hidden, hidden).changed("transposed").toStream(), of(p + "attn.c_proj.bias", hidden).toStream(),
        of(p + "ln_2.weight", hidden), of(p + "ln_2.bias", hidden),
        of(p + "mlp.c_fc.weight", hidden, inner).changed("transposed"), of(p + "mlp.c_fc.bias", inner),
        of(p + "mlp.c_proj.weight", inner, hidden).changed("transposed").toStream(), of(p + "mlp.c_proj.bias", hidden).toStream());
  }
}
