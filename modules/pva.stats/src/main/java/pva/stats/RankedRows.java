package pva.stats;

import java.util.List;

/** AUROC and average precision of scored rows that count so many times each: sorted once, weighed often. */
final class RankedRows {
  private final ScoredRows rows;
  private final List<int[]> folds;

  RankedRows(ScoredRows rows) {
    this.rows = rows;
    this.folds = rows.descending();
  }

  /** Pairs won within folds / pairs within folds; NaN where there is none. */
  double auroc(int[] weight) {
    double won = 0;
    double pairs = 0;
    for (int[] order : folds) {
      double above1 = 0;
      double above0 = 0;
      for (int from = 0; from < order.length;) {
        double here1 = 0;
        double here0 = 0;
        int to = from;
        for (; to < order.length && rows.score()[order[to]] == rows.score()[order[from]]; to++) {
          here1 += rows.correct()[order[to]] ? weight[order[to]] : 0;
          here0 += rows.correct()[order[to]] ? 0 : weight[order[to]];
        }
        won += here0 * (above1 + here1 / 2);
        above1 += here1;
        above0 += here0;
        from = to;
      }
      pairs += above1 * above0;
    }
    return pairs > 0 ? won / pairs : Double.NaN;
  }

  /** Average precision of each fold, weighed by its correct rows; NaN where there is none. */
  double averagePrecision(int[] weight) {
    double sum = 0;
    double all1 = 0;
    for (int[] order : folds) {
      double above1 = 0;
      double above = 0;
      for (int from = 0; from < order.length;) {
        double here1 = 0;
        int to = from;
        for (; to < order.length && rows.score()[order[to]] == rows.score()[order[from]]; to++) {
          here1 += rows.correct()[order[to]] ? weight[order[to]] : 0;
          above += weight[order[to]];
        }
        above1 += here1;
        sum += here1 > 0 ? here1 * above1 / above : 0;
        from = to;
      }
      all1 += above1;
    }
    return all1 > 0 ? sum / all1 : Double.NaN;
  }
}
