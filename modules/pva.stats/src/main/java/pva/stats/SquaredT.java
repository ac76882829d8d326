package pva.stats;

import java.util.Arrays;

/**
 * Squared Welch t of one latent under a block of relabelings at once.
 *
 * <p>A relabeling changes only the correct group's sum and sum of squares, both sums over the rows that fire. The
 * relabelings of a block lie side by side, a row's in an array of their own, so the inner loops are of the kind that the
 * compiler turns into vector instructions. Each relabeling sees the same operations in the same order in a block of any width.
 */
final class SquaredT {
  private final ByLatent latents;
  private final Labels labels;
  private final double[] sum;
  private final double[] square;

  SquaredT(ByLatent latents, Labels labels, int width) {
    this.latents = latents;
    this.labels = labels;
    this.sum = new double[width];
    this.square = new double[width];
  }

  /**
   * Raises {@code best[p]} to the squared t of {@code latent} under relabeling p, where it is higher.
   *
   * @param ones 1.0 for correct rows, [rows, width]
   */
  void raise(int latent, double[][] ones, double[] best) {
    Arrays.fill(sum, 0);
    Arrays.fill(square, 0);
    int from = latents.start()[latent];
    int to = latents.start()[latent + 1];
    double total = 0;
    double totalSquare = 0;
    for (int i = from; i < to; i++) {
      double v = latents.value()[i];
      total += v;
      totalSquare += v * v;
    }
    int i = from;
    for (; i + 4 <= to; i += 4) {
      addFour(ones, i);
    }
    for (; i < to; i++) {
      double v = latents.value()[i];
      add(sum, ones[latents.row()[i]], v);
      add(square, ones[latents.row()[i]], v * v);
    }
    fold(sum, square, best, total, totalSquare, labels.positives(), labels.negatives());
  }

  private void addFour(double[][] ones, int i) {
    double[] a = ones[latents.row()[i]];
    double[] b = ones[latents.row()[i + 1]];
    double[] c = ones[latents.row()[i + 2]];
    double[] d = ones[latents.row()[i + 3]];
    double va = latents.value()[i];
    double vb = latents.value()[i + 1];
    double vc = latents.value()[i + 2];
    double vd = latents.value()[i + 3];
    addFour(sum, a, b, c, d, va, vb, vc, vd);
    addFour(square, a, b, c, d, va * va, vb * vb, vc * vc, vd * vd);
  }

  /** Four rows at a time, so that the accumulator is loaded and stored once instead of four times. */
  private static void addFour(double[] into, double[] a, double[] b, double[] c, double[] d, double va, double vb, double vc, double vd) {
    for (int p = 0; p < into.length; p++) {
      into[p] += (a[p] * va + b[p] * vb) + (c[p] * vc + d[p] * vd);
    }
  }

  private static void add(double[] into, double[] ones, double v) {
    for (int p = 0; p < into.length; p++) {
      into[p] += ones[p] * v;
    }
  }

  private static void fold(double[] sum, double[] square, double[] best, double total, double totalSquare, double n1, double n0) {
    double inverse1 = 1 / n1;
    double inverse0 = 1 / n0;
    double scale1 = inverse1 / (n1 - 1);
    double scale0 = inverse0 / (n0 - 1);
    // below this a variance is rounding of 0: two groups of one value each, t as good as infinite
    double floor = 1e-12 * totalSquare * (scale1 + scale0);
    for (int p = 0; p < sum.length; p++) {
      double s1 = sum[p];
      double s0 = total - s1;
      double difference = s1 * inverse1 - s0 * inverse0;
      double variance = (square[p] - s1 * s1 * inverse1) * scale1 + (totalSquare - square[p] - s0 * s0 * inverse0) * scale0;
      best[p] = Math.max(best[p], difference * difference / Math.max(variance, floor));
    }
  }

  /**
   * No relabeling lifts the squared t of a latent that fires on {@code fired} rows above this.
   *
   * <p>Where k of the group's n rows fire, the squares within are at least {@code s² (1/k − 1/n)} by Cauchy and Schwarz,
   * and the means, none negative, differ by at most the larger {@code s / n}: so {@code t² ≤ k (n − 1) / (n − k)}.
   */
  static double bound(int fired, Labels labels) {
    return Math.max(bound(fired, labels.positives()), bound(fired, labels.negatives()));
  }

  private static double bound(double k, double n) {
    return k < n ? k * (n - 1) / (n - k) : Double.POSITIVE_INFINITY;
  }
}
