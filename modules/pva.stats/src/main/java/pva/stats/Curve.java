package pva.stats;

import java.util.Arrays;

/** A curve with a pointwise band from the grouped bootstrap; x ascends to 1 in steps of a hundredth. */
public record Curve(double[] x, double[] y, double[] low, double[] high) {
  private static final int POINTS = 101;
  /** The share among fewer rows than these says nothing. */
  private static final int FEWEST = 10;

  /** True against false positive rate, linear between thresholds. */
  static Curve roc(ScoredRows rows, Bootstrap bootstrap, int threads) {
    int[] order = rows.pooled();
    return of(weight -> roc(rows, order, weight), bootstrap, rows.size(), threads);
  }

  /** Precision against recall: at a recall the precision of the highest threshold that reaches it. */
  static Curve precisionRecall(ScoredRows rows, Bootstrap bootstrap, int threads) {
    int[] order = rows.pooled();
    return of(weight -> precision(rows, order, weight), bootstrap, rows.size(), threads);
  }

  /** Share of incorrect rows among those accepted, against the share of rows accepted, from {@value #FEWEST} rows on. */
  static Curve risk(ScoredRows rows, Bootstrap bootstrap, int threads) {
    int[] order = rows.pooled();
    Curve whole = of(weight -> risk(rows, order, weight), bootstrap, rows.size(), threads);
    int first = Math.min(POINTS - 1, (int) Math.ceil(FEWEST * rows.repeats() * (POINTS - 1.0) / rows.size()));
    return new Curve(Arrays.copyOfRange(whole.x, first, POINTS), Arrays.copyOfRange(whole.y, first, POINTS),
        Arrays.copyOfRange(whole.low, first, POINTS), Arrays.copyOfRange(whole.high, first, POINTS));
  }

  private static Curve of(java.util.function.Function<int[], double[]> points, Bootstrap bootstrap, int rows, int threads) {
    int[] once = new int[rows];
    Arrays.fill(once, 1);
    double[] x = new double[POINTS];
    Arrays.setAll(x, i -> (double) i / (POINTS - 1));
    double[] low = new double[POINTS];
    double[] high = new double[POINTS];
    double[][] drawn = bootstrap.draw(points, threads);
    for (int i = 0; i < POINTS; i++) {
      Interval band = bootstrap.interval(drawn, i);
      low[i] = band.low();
      high[i] = band.high();
    }
    return new Curve(x, points.apply(once), low, high);
  }

  private static double[] roc(ScoredRows rows, int[] order, int[] weight) {
    double n1 = total(rows, weight, true);
    double n0 = total(rows, weight, false);
    double[] y = new double[POINTS];
    Arrays.fill(y, Double.NaN);
    if (n1 == 0 || n0 == 0) {
      return y;
    }
    double hits = 0;
    double alarms = 0;
    int at = 0;
    for (int from = 0; from < order.length;) {
      double oldHits = hits;
      double oldAlarms = alarms;
      int to = block(rows, order, from);
      for (int i = from; i < to; i++) {
        hits += rows.correct()[order[i]] ? weight[order[i]] : 0;
        alarms += rows.correct()[order[i]] ? 0 : weight[order[i]];
      }
      for (; at < POINTS && n0 * at / (POINTS - 1) < alarms; at++) {
        y[at] = (oldHits + (hits - oldHits) * (n0 * at / (POINTS - 1) - oldAlarms) / (alarms - oldAlarms)) / n1;
      }
      from = to;
    }
    Arrays.fill(y, at, POINTS, 1);
    return y;
  }

  private static double[] precision(ScoredRows rows, int[] order, int[] weight) {
    double n1 = total(rows, weight, true);
    double[] y = new double[POINTS];
    Arrays.fill(y, Double.NaN);
    if (n1 == 0) {
      return y;
    }
    double hits = 0;
    double alarms = 0;
    int at = 0;
    for (int from = 0; from < order.length;) {
      int to = block(rows, order, from);
      for (int i = from; i < to; i++) {
        hits += rows.correct()[order[i]] ? weight[order[i]] : 0;
        alarms += weight[order[i]];
      }
      for (; at < POINTS && hits > 0 && n1 * at / (POINTS - 1) <= hits + 1e-9; at++) {
        y[at] = hits / alarms;
      }
      from = to;
    }
    return y;
  }

  /** Tied rows are accepted in any order, so within them wrong ones come evenly; NaN where nothing is accepted. */
  private static double[] risk(ScoredRows rows, int[] order, int[] weight) {
    double all = total(rows, weight, true) + total(rows, weight, false);
    double[] y = new double[POINTS];
    y[0] = Double.NaN;
    double accepted = 0;
    double wrong = 0;
    int at = 1;
    for (int from = 0; from < order.length;) {
      double before = accepted;
      double wrongBefore = wrong;
      int to = block(rows, order, from);
      for (int i = from; i < to; i++) {
        accepted += weight[order[i]];
        wrong += rows.correct()[order[i]] ? 0 : weight[order[i]];
      }
      for (; at < POINTS && all * at / (POINTS - 1) <= accepted + 1e-9; at++) {
        double here = all * at / (POINTS - 1);
        y[at] = (wrongBefore + (wrong - wrongBefore) * (here - before) / (accepted - before)) / here;
      }
      from = to;
    }
    return y;
  }

  private static int block(ScoredRows rows, int[] order, int from) {
    double[] key = rows.key();
    int to = from;
    while (to < order.length && key[order[to]] == key[order[from]]) {
      to++;
    }
    return to;
  }

  private static double total(ScoredRows rows, int[] weight, boolean correct) {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += rows.correct()[i] == correct ? weight[i] : 0;
    }
    return sum;
  }
}
