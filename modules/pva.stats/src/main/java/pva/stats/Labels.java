package pva.stats;

import pva.base.PvaException;

/**
 * Which rows are correct, and how many of each there are; both groups have at least one row.
 *
 * @param ones 1 for correct rows, 0 for the others
 */
record Labels(boolean[] correct, double[] ones, int positives, int negatives) {

  static Labels of(boolean[] correct) {
    double[] ones = new double[correct.length];
    int n1 = 0;
    for (int r = 0; r < correct.length; r++) {
      ones[r] = correct[r] ? 1 : 0;
      n1 += correct[r] ? 1 : 0;
    }
    if (n1 == 0 || n1 == correct.length) {
      throw PvaException.failed("PVA-STAT-001", "all " + correct.length + " rows are " + (n1 == 0 ? "incorrect" : "correct")
          + ": there are no two groups to compare").help("take a dataset with rows of both kinds");
    }
    return new Labels(correct, ones, n1, correct.length - n1);
  }

  static Labels of(int rows, boolean[] correct) {
    if (rows != correct.length) {
      throw PvaException.failed("PVA-STAT-002", "the latents have " + rows + " rows, the dataset has " + correct.length)
          .help("encode the activations of this very dataset: row k of one is row k of the other");
    }
    return of(correct);
  }
}
