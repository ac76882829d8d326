package pva.stats;

/**
 * What came of calling every row at or above a threshold "correct".
 *
 * @param threshold NaN where every fold had its own
 * @param hits correct rows called correct; where rows report several times, each time counts, here and below
 * @param falseAlarms incorrect rows called correct
 * @param misses correct rows called incorrect
 * @param rejections incorrect rows called incorrect
 * @param mcc Matthews' correlation; 0 where all rows are called alike
 */
public record Calls(double threshold, long hits, long falseAlarms, long misses, long rejections, Estimate f1, Estimate mcc,
    Estimate balancedAccuracy) {

  /** Share of the rows called correct that are; NaN where none is called so. */
  public double precision() {
    return (double) hits / (hits + falseAlarms);
  }

  /** Share of the correct rows that are called so. */
  public double recall() {
    return (double) hits / (hits + misses);
  }

  /** F1, MCC and balanced accuracy of weighted rows. */
  static double[] figures(boolean[] called, boolean[] correct, int[] weight) {
    long[] n = counts(called, correct, weight);
    double n1 = n[0] + n[2];
    double n0 = n[1] + n[3];
    return new double[] {n1 + n[0] + n[1] > 0 ? 2.0 * n[0] / (n1 + n[0] + n[1]) : Double.NaN,
        n1 > 0 && n0 > 0 ? PrecisionRecall.mcc(n[0], n[1], n1, n0) : Double.NaN,
        n1 > 0 && n0 > 0 ? (n[0] / n1 + n[3] / n0) / 2 : Double.NaN};
  }

  /** Hits, false alarms, misses, rejections. */
  static long[] counts(boolean[] called, boolean[] correct, int[] weight) {
    long[] n = new long[4];
    for (int i = 0; i < called.length; i++) {
      n[(called[i] ? 0 : 2) + (correct[i] == called[i] ? 0 : 1)] += weight[i];
    }
    return new long[] {n[0], n[1], n[3], n[2]};
  }
}
