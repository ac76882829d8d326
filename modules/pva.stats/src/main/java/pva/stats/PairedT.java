package pva.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's test of paired differences, one a task, as SciPy's {@code ttest_rel}: two-sided, ddof 1.
 *
 * <p>Where the differences do not vary t is undefined (NaN), and p is 0, or NaN where all of them are 0 or there are fewer than two.
 *
 * @param mean the mean difference
 * @param interval of the mean
 */
public record PairedT(int n, double mean, Interval interval, double t, double p) {

  /** Of the differences, with an interval of so much coverage, such as 0.95. */
  public static PairedT of(double[] differences, double level) {
    int n = differences.length;
    double sum = 0;
    for (double d : differences) {
      sum += d;
    }
    double mean = sum / n;
    double squares = 0;
    for (double d : differences) {
      squares += (d - mean) * (d - mean);
    }
    if (n < 2) {
      return new PairedT(n, mean, new Interval(Double.NaN, Double.NaN), Double.NaN, Double.NaN);
    }
    double error = Math.sqrt(squares / (n - 1) / n);
    if (error == 0) {
      return new PairedT(n, mean, new Interval(mean, mean), Double.NaN, mean == 0 ? Double.NaN : 0);
    }
    double half = error * TDistribution.of(n - 1.0).inverseSurvivalProbability((1 - level) / 2);
    return new PairedT(n, mean, new Interval(mean - half, mean + half), mean / error, Welch.p(mean / error, n - 1.0));
  }
}
