package pva.stats;

import java.util.Arrays;

/**
 * {@link Logistic} on nothing but products of pairs of rows, for more columns than rows: {@code w = Σ rows[i] x[i]}.
 *
 * @param rows one coefficient a row; they add up to 0
 */
record KernelLogistic(double[] rows, double offset) {

  /**
   * Fits.
   *
   * @param k products of all pairs of rows
   */
  static KernelLogistic fit(double[][] k, boolean[] correct, double c) {
    try (Dense kernel = Dense.of(k)) {
      return newton(k, kernel, correct, c);
    }
  }

  /** Each step solves {@code (K + W⁻¹ / C) a + b = z} with {@code Σ a = 0}, W the curvature and z the working response. */
  private static KernelLogistic newton(double[][] k, Dense kernel, boolean[] correct, double c) {
    int n = k.length;
    double[] a = new double[n];
    double[] eta = new double[n];
    double offset = 0;
    double loss = Logistic.loss(eta, correct);
    for (int step = 0; step < Logistic.MOST_STEPS; step++) {
      KernelLogistic whole = step(k, correct, c, eta);
      double length = 1;
      double[] next = null;
      double[] nextEta = null;
      double nextOffset = offset;
      double nextLoss = Double.NaN;
      for (; length > 1e-12; length /= 2) {
        next = between(a, whole.rows, length);
        nextOffset = offset + length * (whole.offset - offset);
        double[] products = kernel.times(next);
        double penalty = 0;
        nextEta = new double[n];
        for (int i = 0; i < n; i++) {
          nextEta[i] = products[i] + nextOffset;
          penalty += next[i] * products[i];
        }
        nextLoss = Logistic.loss(nextEta, correct) + penalty / (2 * c);
        if (nextLoss <= loss + 1e-12 * Math.abs(loss)) {
          break;
        }
      }
      double change = Math.max(largestMove(a, next), Math.abs(nextOffset - offset));
      boolean done = change <= Logistic.DONE * Math.max(1e-3, Logistic.largest(next));
      a = next;
      offset = nextOffset;
      eta = nextEta;
      loss = nextLoss;
      if (done) {
        break;
      }
    }
    return new KernelLogistic(a, offset);
  }

  /** Where a whole Newton step leads. */
  private static KernelLogistic step(double[][] k, boolean[] correct, double c, double[] eta) {
    int n = k.length;
    double[][] m = new double[n][];
    double[] z = new double[n];
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    for (int i = 0; i < n; i++) {
      double p = Platt.sigmoid(eta[i]);
      double curve = Math.max(p * (1 - p), 1e-12);
      m[i] = Arrays.copyOf(k[i], n);
      m[i][i] += 1 / (c * curve);
      z[i] = eta[i] + ((correct[i] ? 1 : 0) - p) / curve;
    }
    double[][] solved = PositiveDefinite.solve(m, z, ones);
    double offset = Arrays.stream(solved[0]).sum() / Arrays.stream(solved[1]).sum();
    double[] rows = new double[n];
    Arrays.setAll(rows, i -> solved[0][i] - offset * solved[1][i]);
    return new KernelLogistic(rows, offset);
  }

  private static double[] between(double[] from, double[] to, double length) {
    double[] next = new double[from.length];
    Arrays.setAll(next, i -> from[i] + length * (to[i] - from[i]));
    return next;
  }

  private static double largestMove(double[] from, double[] to) {
    double most = 0;
    for (int i = 0; i < from.length; i++) {
      most = Math.max(most, Math.abs(to[i] - from[i]));
    }
    return most;
  }
}
