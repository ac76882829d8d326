package pva.code;

import java.util.List;

/**
 * The share of problems of which at least one of k solutions is correct: the mean over problems of the unbiased estimate
 * 1 - C(n - c, k) / C(n, k), of n samples with c correct (Chen et al. 2021, arXiv 2107.03374).
 *
 * @param low the 95 % interval's lower end: of the mean over problems, by the normal approximation with their standard error; with
 *     one solution a problem, and where all problems are alike, Wilson's interval
 */
public record PassAtK(int k, int problems, double value, double low, double high) {
  private static final double Z = 1.959963984540054;

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
      return wilson(k, n, mean);
    }
    return new PassAtK(k, n, mean, Math.max(0, mean - Z * error), Math.min(1, mean + Z * error));
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

  private static PassAtK wilson(int k, int n, double p) {
    double z2 = Z * Z;
    double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n)) / (1 + z2 / n);
    return new PassAtK(k, n, p, Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
