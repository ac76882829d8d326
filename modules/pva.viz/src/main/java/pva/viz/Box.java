package pva.viz;

import java.util.Arrays;

/**
 * The five numbers of a box plot after Tukey: quartiles (interpolated as numpy does by default), whiskers at the last values within 1.5
 * times the box, and what lies beyond.
 *
 * @param outside values beyond the whiskers, ascending
 */
record Box(double low, double q1, double median, double q3, double high, double[] outside) {

  /** Of at least one value, ascending. */
  static Box of(double[] sorted) {
    double q1 = quantile(sorted, 0.25);
    double q3 = quantile(sorted, 0.75);
    double reach = 1.5 * (q3 - q1);
    double[] inside = Arrays.stream(sorted).filter(v -> v >= q1 - reach && v <= q3 + reach).toArray();
    double[] outside = Arrays.stream(sorted).filter(v -> v < q1 - reach || v > q3 + reach).toArray();
    return new Box(Math.min(inside[0], q1), q1, quantile(sorted, 0.5), q3, Math.max(inside[inside.length - 1], q3), outside);
  }

  /** Interpolated as numpy does by default. */
  static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
