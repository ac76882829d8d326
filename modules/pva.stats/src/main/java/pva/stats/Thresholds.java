package pva.stats;

/**
 * Where a score is called "correct" (at or above), chosen halfway between two observed values.
 *
 * @param f1 the threshold with the largest F1
 * @param balanced the threshold with the largest balanced accuracy (Youden's)
 */
public record Thresholds(double f1, double balanced) {

  /** Of equal ones the highest; where calling every row correct is best, minus infinity. */
  static Thresholds of(double[] scores, boolean[] correct) {
    Labels labels = Labels.of(correct);
    TieBlocks b = TieBlocks.of(scores, labels);
    double bestF1 = 0;
    double bestBalanced = 0;
    double f1 = Double.NEGATIVE_INFINITY;
    double balanced = Double.NEGATIVE_INFINITY;
    long hits = 0;
    long alarms = 0;
    for (int k = b.size() - 1; k >= 0; k--) {
      hits += b.correct[k];
      alarms += b.correct[k] + b.incorrect[k];
      double threshold = k == 0 ? Double.NEGATIVE_INFINITY : b.value[k - 1] + (b.value[k] - b.value[k - 1]) / 2;
      double nowF1 = 2.0 * hits / (b.n1 + alarms);
      double nowBalanced = ((double) hits / b.n1 + 1 - (double) (alarms - hits) / b.n0) / 2;
      if (nowF1 > bestF1 + PrecisionRecall.EQUAL) {
        bestF1 = nowF1;
        f1 = threshold;
      }
      if (nowBalanced > bestBalanced + PrecisionRecall.EQUAL) {
        bestBalanced = nowBalanced;
        balanced = threshold;
      }
    }
    return new Thresholds(f1, balanced);
  }
}
