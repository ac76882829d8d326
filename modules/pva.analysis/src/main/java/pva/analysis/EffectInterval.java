package pva.analysis;

import pva.data.Dataset;
import pva.stats.Column;
import pva.stats.Interval;

/** Cohen's d of a latent with its 95 % interval; NaN where it is undefined. */
record EffectInterval(double d, double low, double high) {

  static EffectInterval of(ScoreResult score, int row, Dataset data) {
    double d = score.value(Column.COHENS_D, row);
    Interval interval = Interval.ofCohensD(d, data.correct(), data.incorrect(), 0.95);
    return new EffectInterval(d, interval.low(), interval.high());
  }
}
