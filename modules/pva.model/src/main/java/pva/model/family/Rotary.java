package pva.model.family;

import java.util.Optional;

/**
 * The rotary position embedding as config.json says it: {@code rope_parameters} (transformers 5), or {@code rope_theta} with
 * {@code rope_scaling} (before). Follows transformers' {@code modeling_rope_utils}; kinds {@code default}, {@code linear} and
 * {@code llama3}.
 */
public final class Rotary {
  private Rotary() {
  }

  /** The angle a position turns each of the {@code headSize / 2} pairs by. Fails with PVA-MODEL-005 on another kind. */
  public static float[] turns(Config config, int headSize) {
    Optional<Config> rope = config.inner("rope_parameters").or(() -> config.inner("rope_scaling"));
    rope.filter(r -> r.has("partial_rotary_factor") && r.positive("partial_rotary_factor") != 1).ifPresent(r -> {
      throw r.unsupported("partial_rotary_factor", Double.toString(r.positive("partial_rotary_factor")), "1");
    });
    return turns(headSize, config.positive("rope_theta", 10_000), rope);
  }

  /**
   * The angles where the settings lie elsewhere.
   *
   * @param size numbers of a head that turn; where it is odd, one more turns, as in transformers
   * @param theta the base, where {@code rope} says none
   * @param rope {@code rope_type} and what it needs
   */
  public static float[] turns(int size, double theta, Optional<Config> rope) {
    double base = rope.isPresent() ? rope.get().positive("rope_theta", theta) : theta;
    String kind = rope.flatMap(r -> r.text("rope_type").or(() -> r.text("type"))).orElse("default");
    float[] turns = new float[(size + 1) / 2];
    for (int i = 0; i < turns.length; i++) {
      turns[i] = (float) Math.pow(base, -2.0 * i / size);
    }
    switch (kind) {
      case "default" -> { }
      case "linear" -> slow(turns, rope.get().positive("factor"));
      case "llama3" -> stretch(turns, rope.get());
      default -> throw rope.get().unsupported(rope.get().has("rope_type") ? "rope_type" : "type", kind, "default, linear, llama3");
    }
    return turns;
  }

  private static void slow(float[] turns, double factor) {
    for (int i = 0; i < turns.length; i++) {
      turns[i] = (float) (turns[i] / factor);
    }
  }

  /** Llama 3.1: long waves turn {@code factor} times slower, short ones as before, those between by a blend. */
  private static void stretch(float[] turns, Config rope) {
    double factor = rope.positive("factor");
    double low = rope.positive("low_freq_factor");
    double high = rope.positive("high_freq_factor");
    double context = rope.positive("original_max_position_embeddings");
    if (high <= low) {
      throw rope.unsupported("high_freq_factor", Double.toString(high), "more than low_freq_factor");
    }
    for (int i = 0; i < turns.length; i++) {
      double rounds = context * turns[i] / (2 * Math.PI);
      double blend = Math.min(1, Math.max(0, (rounds - low) / (high - low)));
      turns[i] = (float) (turns[i] * ((1 - blend) / factor + blend));
    }
  }
}
