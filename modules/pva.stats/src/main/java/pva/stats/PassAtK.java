package pva.stats;

import java.util.List;

/**
 * The share of problems of which at least one of k solutions is correct: the mean over problems of the unbiased estimate
 * 1 - C(n - c, k) / C(n, k), of n samples with c correct (Chen et al. 2021, arXiv 2107.03374).
 *
 * @param low the 95 % interval's lower end: of the mean over problems, by the normal approximation with their standard error; with
 *     one solution a problem, and where all problems are alike, Wilson's interval
 */
public record PassAtK(int k, int problems, double value, double low, double high) {
  private static final double LEVEL = 0.95;

  /** Samples of one problem. */
  public record Tally(int samples, int correct) {
    public Tally {
      if (samples < 1 || correct < 0 || correct > samples) {
        throw new IllegalArgumentException(correct + " of " + samples);
      }
    }
  }

  /** {@code k} may not be above the samples of any problem. */
  public static PassAtK of(int k, List<Tally> tallies) {
    double sum = 0;
    double squares = 0;
    for (Tally t : tallies) {
      double estimate = estimate(k, t);
      sum += estimate;
      squares += estimate * estimate;
    }
    int n = tallies.size();
    double mean = sum / n;
    double error = n < 2 ? 0 : Math.sqrt(Math.max(0, squares - n * mean * mean) / (n - 1.0) / n);
    if (error == 0 || tallies.stream().allMatch(t -> t.samples() == 1)) {
      Interval interval = Interval.wilsonZ(mean * n, n, Interval.z(LEVEL));
      return new PassAtK(k, n, mean, interval.low(), interval.high());
    }
    double half = Interval.z(LEVEL) * error;
    return new PassAtK(k, n, mean, Math.max(0, mean - half), Math.min(1, mean + half));
  }

  private static double estimate(int k, Tally tally) {
    if (k < 1 || k > tally.samples()) {
      throw new IllegalArgumentException("pass@" + k + " of " + tally.samples() + " samples");
    }
    double none = 1;
    for (int i = 0; i < k; i++) {
      none *= Math.max(0, tally.samples() - tally.correct() - i) / (double) (tally.samples() - i);
    }
    return 1 - none;
  }
}
