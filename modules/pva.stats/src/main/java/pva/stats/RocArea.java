package pva.stats;

import pva.base.PvaException;

/**
 * Area under the ROC curve of "higher means correct", with DeLong's standard error (NaN for a group of one row).
 *
 * @param auroc 0.5 = says nothing, 1 = every correct row is above every incorrect one
 */
public record RocArea(double auroc, double se) {

  /**
   * How well a plain number a row tells correct from incorrect: a covariate such as the length of the code, to hold
   * against the latents.
   *
   * @param covariate one number a row; NaN is refused with PVA-STAT-004
   */
  public static RocArea of(double[] covariate, boolean[] correct) {
    if (covariate.length != correct.length) {
      throw new IllegalArgumentException(covariate.length + " values for " + correct.length + " rows");
    }
    for (int i = 0; i < covariate.length; i++) {
      if (Double.isNaN(covariate[i])) {
        throw PvaException.failed("PVA-STAT-004", "the covariate is not a number at row " + i);
      }
    }
    return of(TieBlocks.of(covariate, Labels.of(correct)));
  }

  /** DeLong, DeLong and Clarke-Pearson 1988: variance of each row's share of pairs won, in either group. */
  static RocArea of(TieBlocks b) {
    double n1 = b.n1;
    double n0 = b.n0;
    double auroc = b.u() / (n1 * n0);
    double square1 = 0;
    double square0 = 0;
    long below1 = 0;
    long below0 = 0;
    for (int k = 0; k < b.size(); k++) {
      if (b.correct[k] > 0) {
        double won = (below0 + 0.5 * b.incorrect[k]) / n0 - auroc;
        square1 += b.correct[k] * won * won;
      }
      if (b.incorrect[k] > 0) {
        double lost = (n1 - below1 - 0.5 * b.correct[k]) / n1 - auroc;
        square0 += b.incorrect[k] * lost * lost;
      }
      below1 += b.correct[k];
      below0 += b.incorrect[k];
    }
    return new RocArea(auroc, n1 > 1 && n0 > 1 ? Math.sqrt(square1 / (n1 - 1) / n1 + square0 / (n0 - 1) / n0) : Double.NaN);
  }

  /** Normal interval at the given level (0.95), cut to [0, 1]. */
  public Interval interval(double level) {
    double half = Interval.z(level) * se;
    return new Interval(Math.max(0, auroc - half), Math.min(1, auroc + half));
  }
}
