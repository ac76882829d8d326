package pva.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** A two-sided confidence interval; both ends NaN where it is not defined. */
public record Interval(double low, double high) {

  /**
   * Interval of Cohen's d by the normal approximation of Hedges and Olkin (1985): variance
   * {@code (n1 + n0) / (n1 n0) + d² / (2 (n1 + n0))}.
   *
   * <p><b>Limitation:</b> it takes the values of a group for independent and roughly normal; for a latent that rarely
   * fires it is a guide, not a guarantee.
   *
   * @param level coverage, such as 0.95
   */
  public static Interval ofCohensD(double d, int n1, int n0, double level) {
    return ofCohensD(d, n1, n0, 1, z(level));
  }

  /** The same where rows share tasks: the variance of the mean difference times the design effect. */
  static Interval ofCohensD(double d, int n1, int n0, double designEffect, double z) {
    double n = (double) n1 + n0;
    double half = z * Math.sqrt(designEffect * n / ((double) n1 * n0) + d * d / (2 * n));
    return new Interval(d - half, d + half);
  }

  /** Wilson's score interval of a share: {@code hits} of {@code n}. */
  public static Interval wilson(long hits, long n, double level) {
    return wilsonZ(hits, n, z(level));
  }

  /** The same where {@code hits} need not be whole: rows that count less than one each, problems that are solved in part. */
  static Interval wilsonZ(double hits, double n, double z) {
    double z2 = z * z;
    double share = hits / n;
    double middle = share + z2 / (2 * n);
    double half = z * Math.sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    double scale = 1 + z2 / n;
    return new Interval(hits == 0 ? 0 : (middle - half) / scale, hits == n ? 1 : (middle + half) / scale);
  }

  /** The exact interval of a share by Clopper and Pearson: never covers less than {@code level}; NaN for none of none. */
  public static Interval clopperPearson(long hits, long n, double level) {
    if (n == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double tail = (1 - level) / 2;
    return new Interval(hits == 0 ? 0 : BetaDistribution.of(hits, n - hits + 1.0).inverseCumulativeProbability(tail),
        hits == n ? 1 : BetaDistribution.of(hits + 1.0, n - hits).inverseSurvivalProbability(tail));
  }

  /** Newcombe's interval of a difference of two shares, from their Wilson intervals (method 10 of 1998). */
  public static Interval newcombe(long hits1, long n1, long hits0, long n0, double level) {
    return newcombe(hits1, n1, hits0, n0, 1, z(level));
  }

  /** The same where rows share tasks: both groups count as if smaller by the design effect. */
  static Interval newcombe(long hits1, long n1, long hits0, long n0, double designEffect, double z) {
    double p1 = (double) hits1 / n1;
    double p0 = (double) hits0 / n0;
    Interval w1 = wilsonZ(hits1 / designEffect, n1 / designEffect, z);
    Interval w0 = wilsonZ(hits0 / designEffect, n0 / designEffect, z);
    return new Interval(p1 - p0 - Math.hypot(p1 - w1.low, w0.high - p0), p1 - p0 + Math.hypot(w1.high - p1, p0 - w0.low));
  }

  /** Half-width of the interval in standard errors: 1.96 for 0.95. */
  static double z(double level) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
  }
}
