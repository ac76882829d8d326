package pva.stats;

import java.util.Arrays;

/**
 * Squared Welch t of one latent under a block of relabelings at once.
 *
 * <p>A relabeling changes only the correct group's sum and sum of squares, both sums over the rows that fire. The
 * relabelings of a block lie side by side, so the inner loops are plain array arithmetic that the compiler turns into
 * vector instructions. Each relabeling sees the same operations in the same order in a block of any width.
 */
final class SquaredT {
  private final ByLatent latents;
  private final Labels labels;
  private final int width;
  private final double[] sum;
  private final double[] square;

  SquaredT(ByLatent latents, Labels labels, int width) {
    this.latents = latents;
    this.labels = labels;
    this.width = width;
    this.sum = new double[width];
    this.square = new double[width];
  }

  /**
   * Raises {@code best[p]} to the squared t of {@code latent} under relabeling p, where it is higher.
   *
   * @param ones 1.0 for correct rows, [rows, width]
   */
  void raise(int latent, double[] ones, double[] best) {
    Arrays.fill(sum, 0);
    Arrays.fill(square, 0);
    double total = 0;
    double totalSquare = 0;
    for (int i = latents.start()[latent]; i < latents.start()[latent + 1]; i++) {
      double v = latents.value()[i];
      total += v;
      totalSquare += v * v;
      add(sum, square, ones, latents.row()[i] * width, v, v * v);
    }
    fold(sum, square, best, total, totalSquare, labels.positives(), labels.negatives());
  }

  private static void add(double[] sum, double[] square, double[] ones, int at, double v, double v2) {
    for (int p = 0; p < sum.length; p++) {
      sum[p] += ones[at + p] * v;
      square[p] += ones[at + p] * v2;
    }
  }

  private static void fold(double[] sum, double[] square, double[] best, double total, double totalSquare, double n1, double n0) {
    double scale1 = 1 / (n1 * (n1 - 1));
    double scale0 = 1 / (n0 * (n0 - 1));
    // below this a variance is rounding of 0: two groups of one value each, t as good as infinite
    double floor = 1e-12 * totalSquare * (scale1 + scale0);
    for (int p = 0; p < sum.length; p++) {
      double s1 = sum[p];
      double s0 = total - s1;
      double difference = s1 / n1 - s0 / n0;
      double variance = (square[p] - s1 * s1 / n1) * scale1 + (totalSquare - square[p] - s0 * s0 / n0) * scale0;
      best[p] = Math.max(best[p], difference * difference / Math.max(variance, floor));
    }
  }
}
