package pva.stats;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Welch's two-sided test of unequal means, as SciPy's {@code ttest_ind(equal_var=False)}.
 *
 * <p>Where neither group varies t is undefined (NaN) and df is 1 by SciPy's convention; p is 0 for two different
 * constants and NaN for equal ones.
 */
record Welch(double t, double df, double p) {

  static Welch of(TwoGroups g) {
    double v1 = g.var1() / g.n1();
    double v0 = g.var0() / g.n0();
    double difference = g.mean1() - g.mean0();
    if (v1 + v0 == 0) {
      return new Welch(Double.NaN, 1, difference == 0 ? Double.NaN : 0);
    }
    if (Double.isNaN(v1 + v0)) {
      return new Welch(Double.NaN, Double.NaN, Double.NaN);
    }
    double t = difference / Math.sqrt(v1 + v0);
    double df = (v1 + v0) * (v1 + v0) / (v1 * v1 / (g.n1() - 1) + v0 * v0 / (g.n0() - 1));
    return new Welch(t, df, p(t, df));
  }

  /**
   * Two-sided p of Student's t; accurate to 1e-300. The regularised incomplete beta function at df / (df + t²), as the library's own
   * distribution has it, without the constants of a density that nobody asks for.
   */
  static double p(double t, double df) {
    double square = t * t;
    return df < 2 * square ? RegularizedBeta.value(df / (df + square), df / 2, 0.5)
        : RegularizedBeta.complement(square / (df + square), 0.5, df / 2);
  }
}
