package pva.stats;

import pva.base.PvaException;
import pva.tensor.SparseMatrix;

/** Which rows are correct, and how many of each there are; both groups have at least one row. */
record Labels(boolean[] correct, int positives, int negatives) {

  static Labels of(boolean[] correct) {
    int n1 = 0;
    for (boolean c : correct) {
      n1 += c ? 1 : 0;
    }
    if (n1 == 0 || n1 == correct.length) {
      throw PvaException.failed("PVA-STAT-001", "all " + correct.length + " rows are " + (n1 == 0 ? "incorrect" : "correct")
          + ": there are no two groups to compare").help("take a dataset with rows of both kinds");
    }
    return new Labels(correct, n1, correct.length - n1);
  }

  static Labels of(SparseMatrix latents, boolean[] correct) {
    if (latents.rows() != correct.length) {
      throw PvaException.failed("PVA-STAT-002", "the latents have " + latents.rows() + " rows, the dataset has " + correct.length)
          .help("encode the activations of this very dataset: row k of one is row k of the other");
    }
    return of(correct);
  }
}
