package pva.stats;

/**
 * Detection of correct rows by "activation ≥ threshold", over every value that occurs (0 included), as scikit-learn's
 * {@code average_precision_score}, {@code precision_recall_curve} and {@code matthews_corrcoef}.
 *
 * @param threshold the highest of those with the best F1
 */
record PrecisionRecall(double averagePrecision, double bestF1, double threshold, double mcc) {
  /** F1 values this close count as equal, so that rounding does not choose the threshold. */
  static final double EQUAL = 1e-12;

  static PrecisionRecall of(TieBlocks b) {
    long hits = 0;
    long alarms = 0;
    double precision = 0;
    double best = 0;
    double threshold = Double.NaN;
    double mcc = 0;
    for (int k = b.size() - 1; k >= 0; k--) {
      hits += b.correct[k];
      alarms += b.correct[k] + b.incorrect[k];
      if (b.correct[k] == 0) {
        continue; // more false alarms alone: recall stays, F1 falls
      }
      precision += (double) b.correct[k] / b.n1 * hits / alarms;
      double f1 = 2.0 * hits / (b.n1 + alarms);
      if (f1 > best + EQUAL) {
        best = f1;
        threshold = b.value[k];
        mcc = mcc(hits, alarms - hits, b.n1, b.n0);
      }
    }
    return new PrecisionRecall(precision, best, threshold, mcc);
  }

  static double mcc(double hits, double falseAlarms, double n1, double n0) {
    double alarms = hits + falseAlarms;
    double below = Math.sqrt(alarms) * Math.sqrt(n1 + n0 - alarms) * Math.sqrt(n1) * Math.sqrt(n0);
    return below == 0 ? 0 : (hits * (n0 - falseAlarms) - falseAlarms * (n1 - hits)) / below;
  }
}
