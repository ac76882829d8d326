package pva.stats;

/**
 * Of each row the share of the other group's rows it is on the right side of, ties counting half: what the variance of an AUROC
 * is made of.
 *
 * @param won by row
 * @param auroc their mean, in either group
 */
record Placements(double[] won, double auroc) {

  static Placements of(double[] scores, boolean[] correct) {
    int n = scores.length;
    Integer[] order = new Integer[n];
    java.util.Arrays.setAll(order, i -> i);
    java.util.Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
    double n1 = 0;
    for (boolean c : correct) {
      n1 += c ? 1 : 0;
    }
    double n0 = n - n1;
    double[] won = new double[n];
    double below1 = 0;
    double below0 = 0;
    double sum = 0;
    for (int from = 0; from < n;) {
      int to = from;
      double here1 = 0;
      while (to < n && scores[order[to]] == scores[order[from]]) {
        here1 += correct[order[to++]] ? 1 : 0;
      }
      double here0 = to - from - here1;
      for (int i = from; i < to; i++) {
        won[order[i]] = correct[order[i]] ? (below0 + here0 / 2) / n0 : (n1 - below1 - here1 / 2) / n1;
      }
      sum += here1 * (below0 + here0 / 2);
      below1 += here1;
      below0 += here0;
      from = to;
    }
    return new Placements(won, sum / (n1 * n0));
  }

  /**
   * Covariance of two AUROC over the same rows with grouped rows (Obuchowski 1997); DeLong's where every row is a group, a
   * variance where {@code a} is {@code b}. NaN where only one group has rows of a kind.
   */
  static double covariance(Placements a, Placements b, boolean[] correct, Grouping groups) {
    double n1 = 0;
    for (boolean c : correct) {
      n1 += c ? 1 : 0;
    }
    double n0 = correct.length - n1;
    double both1 = 0;
    double both0 = 0;
    double cross = 0;
    double groups1 = 0;
    double groups0 = 0;
    for (int[] rows : groups.rows()) {
      double a1 = 0;
      double a0 = 0;
      double b1 = 0;
      double b0 = 0;
      int m1 = 0;
      for (int r : rows) {
        if (correct[r]) {
          a1 += a.won[r] - a.auroc;
          b1 += b.won[r] - b.auroc;
          m1++;
        } else {
          a0 += a.won[r] - a.auroc;
          b0 += b.won[r] - b.auroc;
        }
      }
      groups1 += m1 > 0 ? 1 : 0;
      groups0 += m1 < rows.length ? 1 : 0;
      both1 += a1 * b1;
      both0 += a0 * b0;
      cross += a1 * b0 + a0 * b1;
    }
    if (groups1 < 2 || groups0 < 2) {
      return Double.NaN;
    }
    double all = groups.count();
    return groups1 / (groups1 - 1) * both1 / (n1 * n1) + groups0 / (groups0 - 1) * both0 / (n0 * n0) + all / (all - 1) * cross / (n1 * n0);
  }
}
