package pva.stats;

import java.util.Arrays;

/**
 * p-values adjusted for their number. A NaN is no hypothesis: it stays NaN and does not count. None exceeds 1.
 *
 * <p>Bonferroni and Holm bound the chance of any false finding; Benjamini-Hochberg and, under any dependence,
 * Benjamini-Yekutieli bound the expected share of false findings.
 */
public final class Corrections {
  private Corrections() {
  }

  public static double[] bonferroni(double[] p) {
    long hypotheses = Arrays.stream(p).filter(v -> !Double.isNaN(v)).count();
    return Arrays.stream(p).map(v -> Math.min(1, v * hypotheses)).toArray();
  }

  public static double[] holm(double[] p) {
    return holm(p, ascending(p));
  }

  public static double[] benjaminiHochberg(double[] p) {
    return benjaminiHochberg(p, ascending(p));
  }

  public static double[] benjaminiYekutieli(double[] p) {
    return benjaminiYekutieli(p, ascending(p));
  }

  static double[] holm(double[] p, int[] order) {
    double[] adjusted = undefined(p);
    double highest = 0;
    for (int k = 0; k < order.length; k++) {
      highest = Math.max(highest, p[order[k]] * (order.length - k));
      adjusted[order[k]] = Math.min(1, highest);
    }
    return adjusted;
  }

  static double[] benjaminiHochberg(double[] p, int[] order) {
    return stepUp(p, order, 1);
  }

  static double[] benjaminiYekutieli(double[] p, int[] order) {
    double harmonic = 0;
    for (int k = 1; k <= order.length; k++) {
      harmonic += 1.0 / k;
    }
    return stepUp(p, order, harmonic);
  }

  private static double[] stepUp(double[] p, int[] order, double penalty) {
    double[] adjusted = undefined(p);
    double lowest = 1;
    for (int k = order.length - 1; k >= 0; k--) {
      lowest = Math.min(lowest, p[order[k]] * order.length * penalty / (k + 1));
      adjusted[order[k]] = lowest;
    }
    return adjusted;
  }

  /** Where the defined p-values stand, smallest first, equal ones by place. */
  static int[] ascending(double[] p) {
    return Order.ascending(p);
  }

  private static double[] undefined(double[] p) {
    double[] nan = new double[p.length];
    Arrays.fill(nan, Double.NaN);
    return nan;
  }
}
