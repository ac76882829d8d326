package pva.stats;

import java.util.Arrays;

/**
 * {@link Logistic} on nothing but products of pairs of rows, for more columns than rows: {@code w = Σ rows[i] x[i]}.
 *
 * @param rows one coefficient a row; they add up to 0
 */
record KernelLogistic(double[] rows, double offset) {

  /** Each step solves {@code (K + W⁻¹ / C) a + b = z} with {@code Σ a = 0}, W the curvature and z the working response. */
  static KernelLogistic fit(double[][] k, boolean[] correct, double c) {
    int n = k.length;
    double[] a = new double[n];
    double[] eta = new double[n];
    double offset = 0;
    double loss = Logistic.loss(eta, correct);
    for (int step = 0; step < Logistic.MOST_STEPS; step++) {
      double[][] m = new double[n][];
      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        double p = Platt.sigmoid(eta[i]);
        double curve = Math.max(p * (1 - p), 1e-12);
        m[i] = Arrays.copyOf(k[i], n);
        m[i][i] += 1 / (c * curve);
        z[i] = eta[i] + ((correct[i] ? 1 : 0) - p) / curve;
      }
      Cholesky factor = Cholesky.of(m);
      double[] ones = new double[n];
      Arrays.fill(ones, 1);
      double[] u = factor.solve(z);
      double[] v = factor.solve(ones);
      double b = Arrays.stream(u).sum() / Arrays.stream(v).sum();
      double[] move = new double[n];
      for (int i = 0; i < n; i++) {
        move[i] = u[i] - b * v[i] - a[i];
      }
      double length = 1;
      double[] next = null;
      double[] nextEta = null;
      double nextOffset = offset;
      double nextLoss = Double.NaN;
      for (; length > 1e-12; length /= 2) {
        next = new double[n];
        nextEta = new double[n];
        for (int i = 0; i < n; i++) {
          next[i] = a[i] + length * move[i];
        }
        nextOffset = offset + length * (b - offset);
        double penalty = 0;
        for (int i = 0; i < n; i++) {
          double product = Cholesky.dot(k[i], next, n);
          nextEta[i] = product + nextOffset;
          penalty += next[i] * product;
        }
        nextLoss = Logistic.loss(nextEta, correct) + penalty / (2 * c);
        if (nextLoss <= loss + 1e-12 * Math.abs(loss)) {
          break;
        }
      }
      double change = Math.max(Logistic.largest(move) * length, Math.abs(nextOffset - offset));
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
}
