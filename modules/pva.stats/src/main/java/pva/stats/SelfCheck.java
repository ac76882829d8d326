package pva.stats;

import java.util.SplittableRandom;

import pva.base.Progress;

/**
 * What the tests and intervals of this module do on made-up datasets of which everything is known: rows in tasks, zero-inflated
 * latents, none of them real or a few.
 *
 * @param datasets how many were made
 * @param falseFamilies share of datasets in which max-T finds a latent that is not real, at level 0.05
 * @param falseTaskBh the same of Benjamini-Hochberg over {@link Column#TASK_P}
 * @param falseRowBh the same over {@link Column#WELCH_P}, which takes rows as independent: what SciPy's {@code ttest_ind} and
 *     {@code false_discovery_control} give
 * @param aurocCoverage share of 95 % intervals of {@link Column#AUROC} that hold the truth, over latents that are not real
 * @param aurocRowCoverage the same without the design effect
 * @param effectCoverage the same of {@link Column#HEDGES_G}
 * @param effectRowCoverage the same without the design effect
 * @param maxT power and false discoveries of max-T
 * @param taskBh of Benjamini-Hochberg over {@link Column#TASK_P}
 * @param rowBh of Benjamini-Hochberg over {@link Column#WELCH_P}
 */
public record SelfCheck(int datasets, double falseFamilies, double falseTaskBh, double falseRowBh, double aurocCoverage,
    double aurocRowCoverage, double effectCoverage, double effectRowCoverage, Found maxT, Found taskBh, Found rowBh) {
  private static final double LEVEL = 0.05;

  /**
   * Mean over datasets.
   *
   * @param power share of the real latents found; NaN where none is real
   * @param falseShare share of the found latents that are not real, 0 where none is found
   */
  public record Found(double power, double falseShare) {
  }

  /**
   * What is made.
   *
   * @param real how many latents are real
   * @param effect their Cohen's d
   * @param permutations of max-T
   */
  public record Design(int datasets, int rows, int latents, int real, double effect, int permutations, long seed) {
  }

  /** Dataset k depends on the seed and on k alone. */
  public static SelfCheck run(Design design, int threads, Progress progress) {
    long[] seeds = new SplittableRandom(design.seed()).longs(design.datasets()).toArray();
    double[][] figures = new double[seeds.length][];
    try (Progress.Task task = progress.start("check datasets", seeds.length, "datasets")) {
      Parallel.pieces(seeds.length, 1, threads, (from, to) -> {
        for (int k = from; k < to; k++) {
          figures[k] = one(design, seeds[k]);
          synchronized (task) {
            task.advance(1);
          }
        }
      });
    }
    double[] mean = new double[figures[0].length];
    for (double[] f : figures) {
      for (int i = 0; i < f.length; i++) {
        mean[i] += f[i];
      }
    }
    int n = seeds.length;
    return new SelfCheck(n, mean[0] / n, mean[1] / n, mean[2] / n, mean[4] / mean[3], mean[5] / mean[3], mean[7] / mean[6],
        mean[8] / mean[6], new Found(mean[9] / n, mean[10] / n), new Found(mean[11] / n, mean[12] / n),
        new Found(mean[13] / n, mean[14] / n));
  }

  private static double[] one(Design design, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Simulation data = Simulation.of(design.rows(), design.latents(), design.real(), design.effect(), random);
    boolean[] kept = Kept.all(design.latents());
    LabelPermutations relabelings = LabelPermutations.ofTasks(data.correct(), data.tasks());
    LatentScores scores = Scoring.score(data.latents(), data.correct(), data.tasks(), Column.scored(), kept, 1);
    double[] maxT = MaxT.of(data.latents(), relabelings, kept, design.permutations(), random.nextLong(), 1, Progress.NONE).adjusted();
    double[] taskBh = scores.with(TaskTest.of(data.latents(), relabelings, kept, TaskTest.RELABELINGS, random.nextLong(), 1, Progress.NONE))
        .column(Column.Q_BH_TASK);
    double[] rowBh = scores.column(Column.Q_BH);
    double[] figures = new double[15];
    int real = design.real();
    figures[0] = found(maxT, real, design.latents()) > 0 ? 1 : 0;
    figures[1] = found(taskBh, real, design.latents()) > 0 ? 1 : 0;
    figures[2] = found(rowBh, real, design.latents()) > 0 ? 1 : 0;
    for (int j = real; j < design.latents(); j++) {
      cover(scores, j, Column.AUROC_LOW, Column.AUROC_HIGH, 0.5, figures, 3);
      cover(scores, j, Column.HEDGES_G_LOW, Column.HEDGES_G_HIGH, 0, figures, 6);
    }
    double[][] adjusted = {maxT, taskBh, rowBh};
    for (int i = 0; i < 3; i++) {
      int hits = found(adjusted[i], 0, real);
      int wrong = found(adjusted[i], real, design.latents());
      figures[9 + 2 * i] = (double) hits / real;
      figures[10 + 2 * i] = hits + wrong == 0 ? 0 : (double) wrong / (hits + wrong);
    }
    return figures;
  }

  /** Counts the interval at {@code at}, whether it holds the truth after it, and whether it would without the design effect. */
  private static void cover(LatentScores scores, int latent, Column low, Column high, double truth, double[] figures, int at) {
    double middle = (scores.value(low, latent) + scores.value(high, latent)) / 2;
    double half = (scores.value(high, latent) - scores.value(low, latent)) / 2;
    if (half > 0) {
      figures[at]++;
      figures[at + 1] += Math.abs(middle - truth) <= half ? 1 : 0;
      figures[at + 2] += Math.abs(middle - truth) <= half / Math.sqrt(scores.value(Column.DESIGN_EFFECT, latent)) ? 1 : 0;
    }
  }

  private static int found(double[] adjusted, int from, int to) {
    int found = 0;
    for (int j = from; j < to; j++) {
      found += adjusted[j] <= LEVEL ? 1 : 0;
    }
    return found;
  }
}
