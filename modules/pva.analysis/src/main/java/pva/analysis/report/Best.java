package pva.analysis.report;

import java.util.Optional;
import pva.analysis.step.ScoreResult;
import pva.data.Dataset;
import pva.stats.Column;
import pva.viz.LatentName;

/**
 * The first latent of the ranking that the filter kept.
 *
 * @param effect Cohen's d, signed, with its 95 % interval
 * @param auroc as a detector of correct rows
 * @param familyWise p of max-T over all latents kept; NaN where it could not be tested
 * @param firedCorrect correct rows on which it fires
 */
record Best(LatentName latent, EffectInterval effect, double auroc, double familyWise, int firedCorrect, int firedIncorrect) {
  private static final double LEVEL = 0.05;
  private static final double USEFUL = 0.1;

  /** Nothing where no latent was kept, or where none that was kept differs between the groups. */
  static Optional<Best> of(ScoreResult score, Dataset data) {
    if (score.latents() == 0 || !score.kept(0) || !(score.value(Column.SEPARATION, 0) > 0)) {
      return Optional.empty();
    }
    return Optional.of(new Best(score.name(0), EffectInterval.of(score, 0), score.value(Column.AUROC, 0),
        score.value(Column.P_MAXT, 0), (int) Math.round(score.value(Column.FREQ_CORRECT, 0) * data.correct()),
        (int) Math.round(score.value(Column.FREQ_INCORRECT, 0) * data.incorrect())));
  }

  boolean moreOnCorrect() {
    return effect.d() > 0;
  }

  /** How far the area is from guessing, either way. */
  double reach() {
    return Math.abs(auroc - 0.5);
  }

  /** AUROC as a detector of the group it is more active on, so above 0.5 mostly. */
  double detects() {
    return moreOnCorrect() ? auroc : 1 - auroc;
  }

  boolean chance() {
    return !(familyWise <= LEVEL);
  }

  boolean useless() {
    return !(reach() >= USEFUL);
  }
}
