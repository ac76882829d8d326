package pva.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The smallest effect that so many rows could have found.
 *
 * @param cohensD smallest true d that a test at the corrected level finds with the given power
 * @param auroc what that d is as an AUROC of two normal groups: Φ(d / √2)
 */
public record Power(double cohensD, double auroc) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * By the normal approximation: {@code (z(level / hypotheses) + z(power)) √(1/n1 + 1/n0)}, one-sided because the two signs of a
   * latent are two hypotheses.
   *
   * @param hypotheses layers × latents × signs
   * @param level family-wise error, such as 0.05
   * @param power chance to find it, such as 0.8
   * @param designEffect by how much rows that share tasks count less: 1 where every row is a task
   */
  public static Power of(int n1, int n0, long hypotheses, double level, double power, double designEffect) {
    double z = NORMAL.inverseSurvivalProbability(level / hypotheses) + NORMAL.inverseCumulativeProbability(power);
    double d = z * Math.sqrt(designEffect * (1.0 / n1 + 1.0 / n0));
    return new Power(d, NORMAL.cumulativeProbability(d / Math.sqrt(2)));
  }
}
