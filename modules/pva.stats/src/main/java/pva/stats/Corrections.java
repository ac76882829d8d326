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
    int[] order = ascending(p);
    double[] adjusted = undefined(p);
    for (int i : order) {
      adjusted[i] = Math.min(1, p[i] * order.length);
    }
    return adjusted;
  }

  public static double[] holm(double[] p) {
    int[] order = ascending(p);
    double[] adjusted = undefined(p);
    double highest = 0;
    for (int k = 0; k < order.length; k++) {
      highest = Math.max(highest, p[order[k]] * (order.length - k));
      adjusted[order[k]] = Math.min(1, highest);
    }
    return adjusted;
  }

  public static double[] benjaminiHochberg(double[] p) {
    return stepUp(p, 1);
  }

  public static double[] benjaminiYekutieli(double[] p) {
    int m = ascending(p).length;
    double harmonic = 0;
    for (int k = 1; k <= m; k++) {
      harmonic += 1.0 / k;
    }
    return stepUp(p, harmonic);
  }

  private static double[] stepUp(double[] p, double penalty) {
    int[] order = ascending(p);
    double[] adjusted = undefined(p);
    double lowest = 1;
    for (int k = order.length - 1; k >= 0; k--) {
      lowest = Math.min(lowest, p[order[k]] * order.length * penalty / (k + 1));
      adjusted[order[k]] = lowest;
    }
    return adjusted;
  }

  private static int[] ascending(double[] p) {
    Integer[] defined = java.util.stream.IntStream.range(0, p.length).filter(i -> !Double.isNaN(p[i])).boxed().toArray(Integer[]::new);
    Arrays.sort(defined, (a, b) -> Double.compare(p[a], p[b]));
    return Arrays.stream(defined).mapToInt(Integer::intValue).toArray();
  }

  private static double[] undefined(double[] p) {
    double[] nan = new double[p.length];
    Arrays.fill(nan, Double.NaN);
    return nan;
  }
}
