package pva.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Report rows with the score, the probability and the calls that a selection gave them. Rows of several folds have scores of
 * several rules: they are compared within their fold only, and pooled by probability.
 *
 * @param row dataset row
 * @param fold which selection scored it, from 0
 * @param calledF1 whether the score reaches the threshold chosen for F1
 * @param calledBalanced whether it reaches the one chosen for balanced accuracy
 */
record ScoredRows(int[] row, int[] fold, double[] score, double[] probability, boolean[] calledF1, boolean[] calledBalanced,
    boolean[] correct, Grouping groups) {

  static ScoredRows of(Inputs inputs, List<Selection> selections, List<ReportRows> reports) {
    int n = reports.stream().mapToInt(Rows::size).sum();
    ScoredRows all = new ScoredRows(new int[n], new int[n], new double[n], new double[n], new boolean[n], new boolean[n],
        new boolean[n], Grouping.of(reports.stream().flatMap(r -> r.tasks().stream()).toList()));
    int at = 0;
    for (int k = 0; k < selections.size(); k++) {
      Selection selection = selections.get(k);
      ReportRows report = reports.get(k);
      double[] scores = selection.scores(inputs, report);
      int[] rows = report.rows();
      boolean[] labels = report.correct();
      for (int i = 0; i < scores.length; i++, at++) {
        all.row[at] = rows[i];
        all.fold[at] = k;
        all.score[at] = scores[i];
        all.probability[at] = selection.platt().probability(scores[i]);
        all.calledF1[at] = scores[i] >= selection.thresholds().f1();
        all.calledBalanced[at] = scores[i] >= selection.thresholds().balanced();
        all.correct[at] = labels[i];
      }
    }
    return all;
  }

  int size() {
    return row.length;
  }

  int positives() {
    return (int) IntStream.range(0, size()).filter(i -> correct[i]).count();
  }

  /** How often each row reports: more than once where folds were dealt several times. */
  int repeats() {
    return size() == 0 ? 1 : (int) IntStream.of(row).filter(r -> r == row[0]).count();
  }

  int folds() {
    return size() == 0 ? 0 : fold[size() - 1] + 1;
  }

  /** The rows of each fold, highest score first. */
  List<int[]> descending() {
    List<int[]> orders = new ArrayList<>();
    for (int k = 0; k < folds(); k++) {
      int here = k;
      orders.add(descending(IntStream.range(0, size()).filter(i -> fold[i] == here).toArray(), score));
    }
    return orders;
  }

  /** All rows, highest first: by score, or by probability where there are several folds. */
  int[] pooled() {
    return descending(IntStream.range(0, size()).toArray(), key());
  }

  /** What {@link #pooled} sorts by. */
  double[] key() {
    return folds() > 1 ? probability : score;
  }

  private static int[] descending(int[] rows, double[] by) {
    return Arrays.stream(rows).boxed().sorted((a, b) -> Double.compare(by[b], by[a])).mapToInt(Integer::intValue).toArray();
  }

  /** Groups of each fold of the first dealing, for a bootstrap within folds: a group that is drawn brings its rows of all dealings. */
  int[][] strata() {
    return IntStream.range(0, folds()).mapToObj(k -> IntStream.range(0, groups.count()).filter(g -> fold[groups.rows()[g][0]] == k)
        .toArray()).toArray(int[][]::new);
  }

  /** Some of the rows, as rows of their own. */
  ScoredRows only(int[] kept) {
    List<String> tasks = IntStream.of(kept).mapToObj(i -> Integer.toString(groups.of()[i])).toList();
    return new ScoredRows(IntStream.of(kept).map(i -> row[i]).toArray(), IntStream.of(kept).map(i -> fold[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> score[i]).toArray(), IntStream.of(kept).mapToDouble(i -> probability[i]).toArray(),
        pick(calledF1, kept), pick(calledBalanced, kept), pick(correct, kept), Grouping.of(tasks));
  }

  private static boolean[] pick(boolean[] from, int[] kept) {
    boolean[] some = new boolean[kept.length];
    for (int i = 0; i < kept.length; i++) {
      some[i] = from[kept[i]];
    }
    return some;
  }
}
