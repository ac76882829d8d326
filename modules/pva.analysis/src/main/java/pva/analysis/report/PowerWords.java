package pva.analysis.report;

import java.util.stream.IntStream;
import pva.analysis.step.Results;
import pva.analysis.step.ScoreResult;
import pva.analysis.text.Words;
import pva.data.Dataset;
import pva.stats.Column;
import pva.stats.Power;

/** What the rows that choose could have found at all. */
public final class PowerWords {
  private static final double LEVEL = 0.05;
  private static final double POWER = 0.8;

  private PowerWords() {
  }

  /** Among the latents that were kept and tested, in both directions. */
  public static Power power(Results results) {
    Dataset data = results.chooses().data();
    ScoreResult score = results.score();
    long tested = IntStream.range(0, score.latents()).filter(r -> !Double.isNaN(score.value(Column.P_MAXT, r))).count();
    double[] effects = IntStream.range(0, score.latents()).filter(score::kept).mapToDouble(r -> score.value(Column.DESIGN_EFFECT, r))
        .filter(e -> !Double.isNaN(e)).sorted().toArray();
    double effect = effects.length == 0 ? 1 : effects[effects.length / 2];
    return Power.of(data.correct(), data.incorrect(), Math.max(2, 2 * tested), LEVEL, POWER, effect);
  }

  static String of(Results results) {
    Power power = power(results);
    return "Power: among so many latents these rows find, four times in five, a true d of " + Words.number(power.cohensD())
        + " or more (AUROC " + Words.number(power.auroc())
        + " for two normal groups); smaller ones they mostly miss, so their absence is not shown.";
  }
}
