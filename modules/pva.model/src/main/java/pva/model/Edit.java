package pva.model;

/** What is done to the values of one hook, token by token. Computed in float32, whatever the type of the model. */
public sealed interface Edit {
  /** Numbers a token that it is made for. */
  int width();

  /** Adds {@code amount * direction}. */
  static Edit add(float[] direction, double amount) {
    return new Add(direction, amount, false);
  }

  /** Adds the direction at {@code amount} times the length (Euclidean norm) that the token's own values have here. */
  static Edit addOfNorm(float[] direction, double amount) {
    return new Add(unit(direction), amount, true);
  }

  /** Adds what a latent adds at {@code amount} times its largest activation {@code maximum}. */
  static Edit addOfMaximum(Latent latent, double amount, double maximum) {
    return new Add(latent.decoder(), amount * maximum, false);
  }

  /** Takes the direction out: what is left is orthogonal to it. */
  static Edit ablate(float[] direction) {
    return new Ablate(direction);
  }

  /** Sets the activation of a latent; all else, what the dictionary does not explain included, stays. */
  static Edit clamp(Latent latent, double activation) {
    return new Clamp(latent, activation);
  }

  /** {@code x + amount * direction}, or with {@code ofNorm} {@code x + amount * |x| * direction}. */
  record Add(float[] direction, double amount, boolean ofNorm) implements Edit {
    public Add {
      direction = checked("direction", direction);
      if (!Double.isFinite(amount)) {
        throw new IllegalArgumentException("amount " + amount);
      }
    }

    @Override
    public int width() {
      return direction.length;
    }
  }

  /** {@code x - u (u · x)}, u being the direction, which is kept at length 1. */
  record Ablate(float[] direction) implements Edit {
    public Ablate {
      direction = unit(checked("direction", direction));
    }

    @Override
    public int width() {
      return direction.length;
    }
  }

  /** {@code x + (activation - what the latent has now) * decoder}. */
  record Clamp(Latent latent, double activation) implements Edit {
    public Clamp {
      if (!Double.isFinite(activation)) {
        throw new IllegalArgumentException("activation " + activation);
      }
    }

    @Override
    public int width() {
      return latent.decoder().length;
    }
  }

  /** A copy of numbers that are all finite. */
  static float[] checked(String name, float[] values) {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        throw new IllegalArgumentException(name + " has " + v);
      }
    }
    return values.clone();
  }

  /** The direction at length 1; fails where its length is 0, as nothing then says where to. */
  static float[] unit(float[] direction) {
    double sum = 0;
    for (float v : direction) {
      sum += (double) v * v;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("a direction of length 0");
    }
    float[] unit = new float[direction.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (direction[i] / Math.sqrt(sum));
    }
    return unit;
  }
}
