package pva.stats;

import java.util.Arrays;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Two evaluations on the same rows: does one tell more than the other?
 *
 * @param difference AUROC of the first minus AUROC of the second, with the interval of a bootstrap that draws whole tasks
 * @param z the difference in standard errors, by the paired test of DeLong, DeLong and Clarke-Pearson, tasks kept together
 *     (Obuchowski); NaN over folds
 * @param p its two-sided p
 */
public record Comparison(String first, String second, Estimate difference, double z, double p) {

  /** Fails where the two were not reported on the same rows. */
  public static Comparison of(Evaluation first, Evaluation second, int threads) {
    ScoredRows a = first.rows();
    ScoredRows b = second.rows();
    if (!Arrays.equals(a.row(), b.row()) || !Arrays.equals(a.fold(), b.fold()) || !Arrays.equals(a.correct(), b.correct())) {
      throw new IllegalArgumentException(first.name() + " and " + second.name() + " were reported on different rows");
    }
    RankedRows rankedA = new RankedRows(a);
    RankedRows rankedB = new RankedRows(b);
    Bootstrap bootstrap = first.bootstrap();
    double[][] drawn = bootstrap.draw(weight -> new double[] {rankedA.auroc(weight) - rankedB.auroc(weight)}, threads);
    double difference = first.detection().auroc().value() - second.detection().auroc().value();
    double z = Double.NaN;
    if (a.folds() == 1) {
      Placements pa = Placements.of(a.score(), a.correct());
      Placements pb = Placements.of(b.score(), b.correct());
      double variance = Placements.covariance(pa, pa, a.correct(), a.groups()) + Placements.covariance(pb, pb, a.correct(), a.groups())
          - 2 * Placements.covariance(pa, pb, a.correct(), a.groups());
      z = variance > 0 ? difference / Math.sqrt(variance) : Double.NaN;
    }
    double p = Double.isNaN(z) ? Double.NaN : 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
    return new Comparison(first.name(), second.name(), new Estimate(difference, bootstrap.interval(drawn, 0)), z, p);
  }
}
