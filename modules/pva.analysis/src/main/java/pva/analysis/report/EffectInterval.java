package pva.analysis.report;

import pva.analysis.step.ScoreResult;
import pva.stats.Column;

/** Cohen's d of a latent with its 95 % interval, which takes the rows of a task for related; NaN where it is undefined. */
record EffectInterval(double d, double low, double high) {

  static EffectInterval of(ScoreResult score, int row) {
    double d = score.value(Column.COHENS_D, row);
    double g = score.value(Column.HEDGES_G, row);
    double ratio = g == 0 ? 1 : d / g; // g is d times a constant near 1, and so is its interval
    return new EffectInterval(d, score.value(Column.HEDGES_G_LOW, row) * ratio, score.value(Column.HEDGES_G_HIGH, row) * ratio);
  }
}
