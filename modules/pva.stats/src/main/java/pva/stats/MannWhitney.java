package pva.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The two-sided Mann-Whitney test, as SciPy's {@code mannwhitneyu(method="asymptotic")}: normal approximation with tie
 * and continuity correction; p is 1 where all values are equal.
 */
record MannWhitney(double u, double p) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  static MannWhitney of(TieBlocks blocks) {
    double n1 = blocks.n1;
    double n0 = blocks.n0;
    double n = n1 + n0;
    double u = blocks.u();
    double spread = Math.sqrt(n1 * n0 / 12 * (n + 1 - blocks.tieSum() / (n * (n - 1))));
    double z = (Math.max(u, n1 * n0 - u) - n1 * n0 / 2 - 0.5) / spread;
    return new MannWhitney(u, spread > 0 ? Math.min(1, 2 * NORMAL.survivalProbability(z)) : 1);
  }
}
