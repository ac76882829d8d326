package pva.stats;

import java.util.Arrays;

/** What controls reach where nothing is expected of them, for an observed value to be held against; a copy, ascending. */
public record Reference(double[] values) {
  public Reference {
    values = values.clone();
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("a control without a value");
    }
    Arrays.sort(values);
  }

  @Override
  public double[] values() {
    return values.clone();
  }

  public int size() {
    return values.length;
  }

  /** How many controls reach at least the observed value. */
  public int atLeast(double observed) {
    return (int) Arrays.stream(values).filter(v -> v >= observed).count();
  }

  /**
   * The empirical one-sided p: {@code (1 + controls at least as large) / (1 + controls)}, the observed value being one of them
   * where it is nothing special (Phipson and Smyth 2010). It is never below {@code 1 / (1 + controls)}.
   */
  public double p(double observed) {
    return (1.0 + atLeast(observed)) / (1.0 + size());
  }

  /** A quantile, interpolated as numpy does by default; NaN where there are no controls. */
  public double quantile(double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double at = share * (values.length - 1);
    int below = (int) at;
    return values[below] + (at - below) * (values[Math.min(below + 1, values.length - 1)] - values[below]);
  }
}
