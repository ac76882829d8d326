package pva.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A logistic probe whose penalty is chosen by cross-validation over the tasks of the select rows, nowhere else.
 *
 * @param auroc mean AUROC over the inner folds of the chosen penalty
 */
record PenaltyChoice(Logistic fit, double c, double auroc) {
  private static final double[] GRID = {1e-4, 1e-3, 1e-2, 1e-1, 1};
  private static final int FOLDS = 5;

  static PenaltyChoice of(double[][] x, Rows rows) {
    boolean[] correct = rows.correct();
    int[] fold = folds(correct, rows.tasks());
    double[][] gram = x[0].length > x.length ? gram(x) : null;
    double best = -1;
    double chosen = GRID[0];
    for (double c : GRID) {
      double sum = 0;
      int defined = 0;
      for (int k = 0; k < FOLDS; k++) {
        double auroc = auroc(x, gram, correct, fold, k, c);
        if (!Double.isNaN(auroc)) {
          sum += auroc;
          defined++;
        }
      }
      double mean = defined == 0 ? 0.5 : sum / defined;
      if (mean > best + 1e-9) {
        best = mean;
        chosen = c;
      }
    }
    return new PenaltyChoice(Logistic.fit(x, correct, chosen), chosen, best);
  }

  /** NaN where the fold or the rest has one kind of rows only. */
  private static double auroc(double[][] x, double[][] gram, boolean[] correct, int[] fold, int out, double c) {
    int[] in = IntStream.range(0, fold.length).filter(i -> fold[i] != out).toArray();
    int[] held = IntStream.range(0, fold.length).filter(i -> fold[i] == out).toArray();
    boolean[] inLabels = pick(correct, in);
    boolean[] heldLabels = pick(correct, held);
    if (!both(inLabels) || !both(heldLabels)) {
      return Double.NaN;
    }
    double[] scores;
    if (gram == null) {
      scores = Logistic.fit(pick(x, in), inLabels, c).scores(pick(x, held));
    } else {
      // products of held and fitted rows stand where rows would: the coefficients of rows are weights of these columns
      KernelLogistic fit = KernelLogistic.fit(pick(gram, in, in), inLabels, c);
      scores = new Logistic(fit.rows(), fit.offset()).scores(pick(gram, held, in));
    }
    return Placements.of(scores, heldLabels).auroc();
  }

  private static int[] folds(boolean[] correct, List<String> tasks) {
    Grouping groups = Grouping.of(tasks);
    double[] equal = new double[FOLDS];
    Arrays.fill(equal, 1.0 / FOLDS);
    int[] fold = Split.deal(groups, IntStream.range(0, groups.count()).toArray(), correct, equal, new java.util.SplittableRandom(1));
    return IntStream.of(groups.of()).map(g -> fold[g]).toArray();
  }

  private static double[][] gram(double[][] x) {
    try (Dense rows = Dense.of(x)) {
      return rows.timesTransposed(rows);
    }
  }

  private static double[][] pick(double[][] from, int[] rows) {
    return IntStream.of(rows).mapToObj(i -> from[i]).toArray(double[][]::new);
  }

  private static double[][] pick(double[][] from, int[] rows, int[] columns) {
    return IntStream.of(rows).mapToObj(i -> IntStream.of(columns).mapToDouble(j -> from[i][j]).toArray()).toArray(double[][]::new);
  }

  private static boolean[] pick(boolean[] from, int[] rows) {
    boolean[] some = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = from[rows[i]];
    }
    return some;
  }

  private static boolean both(boolean[] labels) {
    int n1 = 0;
    for (boolean label : labels) {
      n1 += label ? 1 : 0;
    }
    return n1 > 0 && n1 < labels.length;
  }
}
