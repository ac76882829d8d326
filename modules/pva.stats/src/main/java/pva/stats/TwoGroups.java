package pva.stats;

/**
 * One latent in the two groups: rows, rows that fire, mean and variance (ddof 1, NaN for a single row).
 *
 * <p>Two passes over the rows that fire, in row order and float64; the zeros enter in closed form. Sums of float32
 * values are exact unless they span more than 29 binary orders, so a constant latent has a variance of exactly 0.
 */
record TwoGroups(int n1, int n0, int fired1, int fired0, double mean1, double mean0, double var1, double var0) {

  static TwoGroups of(ByLatent latents, int latent, Labels labels) {
    double[] one = labels.ones();
    int n1 = labels.positives();
    int n0 = labels.negatives();
    int from = latents.start()[latent];
    int to = latents.start()[latent + 1];
    double ones = 0;
    double sum1 = 0;
    double sum0 = 0;
    // a factor of 0 or 1 instead of a branch that nobody can predict; no bit is another for it
    for (int i = from; i < to; i++) {
      double v = latents.value()[i];
      double c = one[latents.row()[i]];
      ones += c;
      sum1 += c * v;
      sum0 += (1 - c) * v;
    }
    int fired1 = (int) ones;
    int fired0 = to - from - fired1;
    double mean1 = sum1 / n1;
    double mean0 = sum0 / n0;
    double square1 = (n1 - fired1) * mean1 * mean1;
    double square0 = (n0 - fired0) * mean0 * mean0;
    for (int i = from; i < to; i++) {
      double c = one[latents.row()[i]];
      double off = latents.value()[i] - (c * mean1 + (1 - c) * mean0);
      square1 += c * off * off;
      square0 += (1 - c) * off * off;
    }
    return new TwoGroups(n1, n0, fired1, fired0, mean1, mean0, n1 > 1 ? square1 / (n1 - 1) : Double.NaN,
        n0 > 1 ? square0 / (n0 - 1) : Double.NaN);
  }

  double std1() {
    return Math.sqrt(var1);
  }

  double std0() {
    return Math.sqrt(var0);
  }

  double freq1() {
    return (double) fired1 / n1;
  }

  double freq0() {
    return (double) fired0 / n0;
  }

  /** See {@link Column#SEPARATION}. */
  double separation() {
    return Math.abs(mean1 - mean0) / pooled(std1() + 1e-8, std0() + 1e-8);
  }

  /** See {@link Column#COHENS_D}. */
  double cohensD() {
    double pooled = pooled(std1(), std0());
    return pooled > 0 ? (mean1 - mean0) / pooled : Double.NaN;
  }

  double hedgesG() {
    return cohensD() * smallSample();
  }

  /** What turns d into Hedges' g. */
  double smallSample() {
    return 1 - 3.0 / (4.0 * (n1 + n0) - 9);
  }

  /** See {@link Column#POINT_BISERIAL}. */
  double pointBiserial() {
    double n = n1 + n0;
    double difference = mean1 - mean0;
    double within = (n1 > 1 ? (n1 - 1) * var1 : 0) + (n0 > 1 ? (n0 - 1) * var0 : 0);
    double between = difference * difference * n1 * n0 / n;
    return within + between > 0 ? difference * Math.sqrt(n1 * (double) n0 / n / (within + between)) : Double.NaN;
  }

  private double pooled(double s1, double s0) {
    return Math.sqrt(((n1 - 1) * s1 * s1 + (n0 - 1) * s0 * s0) / (n1 + n0 - 2));
  }
}
