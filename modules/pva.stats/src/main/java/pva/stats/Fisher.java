package pva.stats;

/** Fisher's exact test of a 2×2 table, two-sided: the total probability of all tables no likelier than the one seen. */
final class Fisher {
  /**
   * Tables this little likelier still count as equally likely: equal probabilities come out apart by rounding. Different
   * ones differ by far more, so the answer is SciPy's (1e-14) and R's (1e-7).
   */
  private static final double EQUAL = 1 + 1e-9;

  private Fisher() {
  }

  /**
   * The p-value; its cost is linear in the rows that fire.
   *
   * <p>Probabilities are taken relative to the likeliest table, by the ratio of neighbours; no factorial is formed, so
   * the error stays near 1e-14 down to 1e-300.
   */
  static double p(int fired1, int n1, int fired0, int n0) {
    int fired = fired1 + fired0;
    int low = Math.max(0, fired - n0);
    int high = Math.min(fired, n1);
    int mode = (int) Math.max(low, Math.min(high, (long) (fired + 1) * (n1 + 1) / (n1 + n0 + 2)));
    double[] weight = new double[high - low + 1];
    weight[mode - low] = 1;
    for (int k = mode; k < high; k++) {
      weight[k + 1 - low] = weight[k - low] * ((double) (n1 - k) * (fired - k)) / ((double) (k + 1) * (n0 - fired + k + 1));
    }
    for (int k = mode; k > low; k--) {
      weight[k - 1 - low] = weight[k - low] * ((double) k * (n0 - fired + k)) / ((double) (n1 - k + 1) * (fired - k + 1));
    }
    double limit = weight[fired1 - low] * EQUAL;
    double tail = 0;
    double all = 0;
    for (double w : weight) {
      all += w;
      tail += w <= limit ? w : 0;
    }
    return Math.min(1, tail / all);
  }
}
