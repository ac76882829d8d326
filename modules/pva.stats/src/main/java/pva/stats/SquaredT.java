package pva.stats;

/** Squared Welch t of a latent under a relabeling, from the rows that fire alone. */
final class SquaredT {
  private final ByLatent latents;
  private final double n1;
  private final double n0;
  private final double scale1;
  private final double scale0;

  SquaredT(ByLatent latents, Labels labels) {
    this.latents = latents;
    this.n1 = labels.positives();
    this.n0 = labels.negatives();
    this.scale1 = 1 / n1 / (n1 - 1);
    this.scale0 = 1 / n0 / (n0 - 1);
  }

  /**
   * The value under relabeling p.
   *
   * @param ones 1 for correct rows, [rows, relabelings]
   */
  double of(int latent, float[][] ones, int p) {
    double total = 0;
    double totalSquare = 0;
    double s1 = 0;
    double square = 0;
    for (int i = latents.start()[latent]; i < latents.start()[latent + 1]; i++) {
      double v = latents.value()[i];
      double one = ones[latents.row()[i]][p];
      total += v;
      totalSquare += v * v;
      s1 += one * v;
      square += one * v * v;
    }
    double s0 = total - s1;
    double difference = s1 / n1 - s0 / n0;
    double variance = (square - s1 * s1 / n1) * scale1 + (totalSquare - square - s0 * s0 / n0) * scale0;
    // below this a variance is rounding of 0: two groups of one value each, t as good as infinite
    return difference * difference / Math.max(variance, 1e-12 * totalSquare * (scale1 + scale0));
  }

  /**
   * No relabeling under which the sum over correct rows is within this of its mean has a squared t of {@code squared} or more; in units of
   * {@link #spread}, so that it is the same for all latents.
   *
   * <p>The variance of t is {@code W₁ / n₁(n₁ − 1) + W₀ / n₀(n₀ − 1)} with squares within W₁ + W₀ = W, so at least W over the larger
   * product; and by analysis of variance {@code W = V − D² n₁ n₀ / n} for a mean difference D and a total V. Both together bound D.
   */
  double reach(double squared) {
    double least = squared * Math.min(scale1, scale0);
    double pairs = n1 * n0 / (n1 + n0);
    return Math.sqrt(least / (1 + least * pairs)) * pairs;
  }

  /**
   * The root of the total V of a latent's squares around its mean.
   *
   * @param total sum of the latent's activations
   * @param totalSquare sum of their squares
   */
  double spread(double total, double totalSquare) {
    return Math.sqrt(Math.max(0, totalSquare - total * total / (n1 + n0)));
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
