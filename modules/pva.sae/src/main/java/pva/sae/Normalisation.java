package pva.sae;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is done to each vector before encoding, and undone after decoding: {@code x ↦ (x − shift) · in} and
 * {@code y ↦ y · out + shift}. Names and formulas are those of sae-lens ({@code sae_lens/saes/sae.py}).
 */
public enum Normalisation {
  NONE,
  /** A constant factor measured over the training data, {@code √d / mean ‖x‖}, which lies in the weights' own units. */
  EXPECTED_AVERAGE_ONLY_IN,
  /** Every vector to the length √d. */
  CONSTANT_NORM_RESCALE,
  /** Mean 0 and standard deviation 1 (ddof 1, 1e-5 added on the way in only). */
  LAYER_NORM;

  /** For one vector. */
  record Scale(double shift, double in, double out) {
  }

  /** As in configuration files, such as {@code layer_norm}. */
  public static Optional<Normalisation> named(String name) {
    return Arrays.stream(values()).filter(n -> n.text().equals(name)).findFirst();
  }

  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** @param factor of {@link #EXPECTED_AVERAGE_ONLY_IN}; 1 where it is not known, as in sae-lens */
  Scale of(float[] x, int at, int length, double factor) {
    return switch (this) {
      case NONE -> new Scale(0, 1, 1);
      case EXPECTED_AVERAGE_ONLY_IN -> new Scale(0, factor, 1 / factor);
      case CONSTANT_NORM_RESCALE -> {
        double root = Math.sqrt(length);
        double norm = Math.sqrt(squares(x, at, length, 0));
        yield new Scale(0, root / norm, norm / root);
      }
      case LAYER_NORM -> {
        double sum = 0;
        for (int i = 0; i < length; i++) {
          sum += x[at + i];
        }
        double mean = sum / length;
        double deviation = Math.sqrt(squares(x, at, length, mean) / (length - 1));
        yield new Scale(mean, 1 / (deviation + 1e-5), deviation);
      }
    };
  }

  private static double squares(float[] x, int at, int length, double mean) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (x[at + i] - mean) * (x[at + i] - mean);
    }
    return sum;
  }
}
