package pva.stats;

import java.util.Arrays;

/**
 * How well a selection tells the correct report rows from the incorrect ones. Intervals are percentiles of a bootstrap that
 * draws whole tasks.
 *
 * @param rows report rows
 * @param repeats how often each of them reports; every figure is then that of all times together
 * @param positives correct ones among them
 * @param tasks groups they belong to
 * @param auroc share of (correct, incorrect) pairs in which the correct row is higher; over folds, pairs within a fold
 * @param aurocSe its standard error by DeLong, tasks kept together (Obuchowski); NaN over folds
 * @param averagePrecision to be held against {@link #prevalence}
 * @param atF1 calls at the threshold chosen for F1; hold its F1 against {@link #allPositiveF1}
 * @param atBalanced calls at the threshold chosen for balanced accuracy
 */
public record Detection(int rows, int repeats, int positives, int tasks, Estimate auroc, double aurocSe, Estimate averagePrecision,
    Calls atF1, Calls atBalanced) {

  /** Share of correct rows: the average precision of a score that says nothing. */
  public double prevalence() {
    return (double) positives / rows;
  }

  /** F1 of calling every row correct. */
  public double allPositiveF1() {
    return 2 * prevalence() / (1 + prevalence());
  }

  static Detection of(ScoredRows rows, Thresholds thresholds, Bootstrap bootstrap, int threads) {
    RankedRows ranked = new RankedRows(rows);
    int[] once = new int[rows.size()];
    Arrays.fill(once, 1);
    double[] seen = figures(rows, ranked, once);
    double[][] drawn = bootstrap.draw(weight -> figures(rows, ranked, weight), threads);
    Estimate[] e = new Estimate[seen.length];
    Arrays.setAll(e, i -> new Estimate(seen[i], bootstrap.interval(drawn, i)));
    double se = Double.NaN;
    if (rows.folds() == 1) {
      Placements placements = Placements.of(rows.score(), rows.correct());
      se = Math.sqrt(Placements.covariance(placements, placements, rows.correct(), rows.groups()));
    }
    int repeats = rows.repeats();
    return new Detection(rows.size() / repeats, repeats, rows.positives() / repeats, rows.groups().count(), e[0], se, e[1],
        calls(thresholds.f1(), rows.calledF1(), rows, e, 2), calls(thresholds.balanced(), rows.calledBalanced(), rows, e, 5));
  }

  private static double[] figures(ScoredRows rows, RankedRows ranked, int[] weight) {
    double[] f1 = Calls.figures(rows.calledF1(), rows.correct(), weight);
    double[] balanced = Calls.figures(rows.calledBalanced(), rows.correct(), weight);
    return new double[] {ranked.auroc(weight), ranked.averagePrecision(weight), f1[0], f1[1], f1[2], balanced[0], balanced[1],
        balanced[2]};
  }

  private static Calls calls(double threshold, boolean[] called, ScoredRows rows, Estimate[] e, int at) {
    int[] once = new int[rows.size()];
    Arrays.fill(once, 1);
    long[] n = Calls.counts(called, rows.correct(), once);
    return new Calls(threshold, n[0], n[1], n[2], n[3], e[at], e[at + 1], e[at + 2]);
  }
}
