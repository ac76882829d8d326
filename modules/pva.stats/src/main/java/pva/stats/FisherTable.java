package pva.stats;

/** Fisher's p for every table that occurs: thousands of latents share a few hundred tables of firing. Safe for several threads. */
final class FisherTable {
  private final Labels labels;
  private final double[][] byFired;

  FisherTable(Labels labels) {
    this.labels = labels;
    this.byFired = new double[labels.positives() + labels.negatives() + 1][];
  }

  double p(int fired1, int fired0) {
    int low = Math.max(0, fired1 + fired0 - labels.negatives());
    // two threads may both compute an entry; they compute the same
    double[] known = byFired[fired1 + fired0];
    if (known == null) {
      known = new double[Math.min(fired1 + fired0, labels.positives()) - low + 1];
      byFired[fired1 + fired0] = known;
    }
    double p = known[fired1 - low];
    if (p == 0) {
      p = Fisher.p(fired1, labels.positives(), fired0, labels.negatives());
      known[fired1 - low] = p;
    }
    return p;
  }
}
