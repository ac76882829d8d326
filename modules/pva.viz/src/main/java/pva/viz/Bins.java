package pva.viz;

import java.util.Arrays;

/** Counts of values in bins between ascending edges; every bin but the last is open at its upper edge. */
record Bins(double[] edges, int[] counts) {

  /** Bins of equal width. */
  static Bins linear(double[] values, double lo, double hi, int bins) {
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = i == bins ? hi : lo + (hi - lo) * i / bins;
    }
    return count(values, edges);
  }

  /** Bins of equal ratio. */
  static Bins log(double[] values, double lo, double hi, int bins) {
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = i == bins ? hi : i == 0 ? lo : StrictMath.exp(StrictMath.log(lo) + (StrictMath.log(hi) - StrictMath.log(lo)) * i / bins);
    }
    return count(values, edges);
  }

  private static Bins count(double[] values, double[] edges) {
    int[] counts = new int[edges.length - 1];
    for (double v : values) {
      if (v >= edges[0] && v <= edges[edges.length - 1]) {
        int at = Arrays.binarySearch(edges, v);
        counts[Math.min(counts.length - 1, at >= 0 ? at : -at - 2)]++;
      }
    }
    return new Bins(edges, counts);
  }

  int most() {
    return Arrays.stream(counts).max().orElse(0);
  }
}
