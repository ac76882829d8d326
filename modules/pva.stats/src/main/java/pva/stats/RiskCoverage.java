package pva.stats;

/**
 * What abstaining buys: rows are accepted from the highest score down, the rest is left alone.
 *
 * @param coverage share of rows accepted, ascending
 * @param risk share of the accepted rows that are incorrect; tied rows are accepted in any order, so their risk is the mean one
 * @param area mean risk over all coverages; a score that says nothing has {@link #riskOfAll}
 */
public record RiskCoverage(double[] coverage, double[] risk, double area) {

  static RiskCoverage of(ScoredRows rows) {
    int[] order = rows.pooled();
    double[] key = rows.key();
    int n = order.length;
    double[] coverage = new double[n];
    double[] risk = new double[n];
    double before = 0;
    double area = 0;
    for (int from = 0; from < n;) {
      int to = from;
      double wrong = 0;
      while (to < n && key[order[to]] == key[order[from]]) {
        wrong += rows.correct()[order[to++]] ? 0 : 1;
      }
      for (int i = from; i < to; i++) {
        coverage[i] = (i + 1.0) / n;
        risk[i] = (before + wrong * (i + 1 - from) / (to - from)) / (i + 1);
        area += risk[i] / n;
      }
      before += wrong;
      from = to;
    }
    return new RiskCoverage(coverage, risk, area);
  }

  /** Share of all rows that are incorrect. */
  public double riskOfAll() {
    return risk[risk.length - 1];
  }

  /** Risk where the given share of rows, rounded up, is accepted. */
  public double riskAt(double share) {
    return risk[Math.max(0, (int) Math.ceil(share * risk.length - 1e-9) - 1)];
  }
}
