package pva.model.family;

import java.util.Optional;

/**
 * The rotary position embedding as config.json says it: {@code rope_parameters} (transformers 5), or {@code rope_theta} with
 * {@code rope_scaling} (before). Follows transformers' {@code modeling_rope_utils}; kinds {@code default} and {@code llama3}.
 */
public final class Rotary {
  private Rotary() {
  }

  /** The angle a position turns each of the {@code headSize / 2} pairs by. Fails with PVA-MODEL-005 on another kind. */
  public static float[] inverseFrequencies(Config config, int headSize) {
    if (headSize % 2 != 0) {
      throw config.unsupported("head_dim", Integer.toString(headSize), "an even number");
    }
    Optional<Config> rope = config.inner("rope_parameters").or(() -> config.inner("rope_scaling"));
    double theta = config.positive("rope_theta", 10_000);
    String kind = "default";
    if (rope.isPresent()) {
      theta = rope.get().positive("rope_theta", theta);
      kind = rope.get().text("rope_type").or(() -> rope.get().text("type")).orElse("default");
      if (rope.get().has("partial_rotary_factor") && rope.get().positive("partial_rotary_factor") != 1) {
        throw rope.get().unsupported("partial_rotary_factor", Double.toString(rope.get().positive("partial_rotary_factor")), "1");
      }
    }
    float[] inverse = new float[headSize / 2];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = (float) Math.pow(theta, -2.0 * i / headSize);
    }
    if (kind.equals("llama3")) {
      stretch(inverse, rope.get());
    } else if (!kind.equals("default")) {
      throw rope.get().unsupported(rope.get().has("rope_type") ? "rope_type" : "type", kind, "default, llama3");
    }
    return inverse;
  }

  /** Llama 3.1: long waves turn {@code factor} times slower, short ones as before, those between by a blend. */
  private static void stretch(float[] inverse, Config rope) {
    double factor = rope.positive("factor");
    double low = rope.positive("low_freq_factor");
    double high = rope.positive("high_freq_factor");
    double context = rope.positive("original_max_position_embeddings");
    if (high <= low) {
      throw rope.unsupported("high_freq_factor", Double.toString(high), "more than low_freq_factor");
    }
    for (int i = 0; i < inverse.length; i++) {
      double turns = context * inverse[i] / (2 * Math.PI);
      double blend = Math.min(1, Math.max(0, (turns - low) / (high - low)));
      inverse[i] = (float) (inverse[i] * ((1 - blend) / factor + blend));
    }
  }
}
