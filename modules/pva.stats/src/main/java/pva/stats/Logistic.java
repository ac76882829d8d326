package pva.stats;

import java.util.Arrays;

/**
 * Logistic regression with an L2 penalty, as scikit-learn's {@code LogisticRegression}: minimises
 * {@code Σ log(1 + exp(−y (w · x + b))) + ‖w‖² / (2 C)}, the offset not penalised, by Newton steps.
 *
 * <p>Where there are more columns than rows the same minimum is found over {@code w = Σ aᵢ xᵢ}: the cost grows with the smaller
 * of the two.
 */
record Logistic(double[] weights, double offset) {
  static final int MOST_STEPS = 100;
  static final double DONE = 1e-13;

  /**
   * Fits.
   *
   * @param x [rows][columns], best on one scale
   * @param c inverse strength of the penalty
   */
  static Logistic fit(double[][] x, boolean[] correct, double c) {
    return x[0].length <= x.length ? primal(x, correct, c) : dual(x, correct, c);
  }

  /** {@code w · x + b} of each row. */
  double[] scores(double[][] x) {
    try (Dense rows = Dense.of(x)) {
      return Arrays.stream(rows.times(weights)).map(v -> v + offset).toArray();
    }
  }

  /** The offset is the weight of one more column, of ones, last. */
  static Logistic primal(double[][] x, boolean[] correct, double c) {
    int d = x[0].length;
    double[][] wider = Arrays.stream(x).map(row -> Arrays.copyOf(row, d + 1)).toArray(double[][]::new);
    for (double[] row : wider) {
      row[d] = 1;
    }
    try (Dense columns = Dense.of(wider)) {
      double[] w = newton(wider, columns, correct, c);
      return new Logistic(Arrays.copyOf(w, d), w[d]);
    }
  }

  private static double[] newton(double[][] x, Dense columns, boolean[] correct, double c) {
    int d = x[0].length - 1;
    double[] w = new double[d + 1];
    double[] eta = new double[x.length];
    double loss = loss(eta, correct);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] move = move(x, columns, correct, c, w, eta);
      double length = 1;
      double[] next = null;
      double[] nextEta = null;
      double nextLoss = Double.NaN;
      for (; length > 1e-12; length /= 2) {
        next = moved(w, move, length);
        nextEta = columns.times(next);
        nextLoss = loss(nextEta, correct) + squares(next, d) / (2 * c);
        if (nextLoss <= loss + 1e-12 * Math.abs(loss)) {
          break;
        }
      }
      boolean done = largest(move) * length <= DONE * Math.max(1, largest(next));
      w = next;
      eta = nextEta;
      loss = nextLoss;
      if (done) {
        break;
      }
    }
    return w;
  }

  /** The gradient over the curvature. */
  private static double[] move(double[][] x, Dense columns, boolean[] correct, double c, double[] w, double[] eta) {
    int d = w.length - 1;
    double[] off = new double[x.length];
    double[][] curved = new double[x.length][d + 1];
    for (int i = 0; i < x.length; i++) {
      double p = Platt.sigmoid(eta[i]);
      off[i] = p - (correct[i] ? 1 : 0);
      for (int j = 0; j <= d; j++) {
        curved[i][j] = p * (1 - p) * x[i][j];
      }
    }
    double[] gradient = columns.transposedTimes(off);
    try (Dense other = Dense.of(curved)) {
      double[][] hessian = columns.transposedTimes(other);
      for (int j = 0; j < d; j++) {
        hessian[j][j] += 1 / c;
        gradient[j] += w[j] / c;
      }
      hessian[d][d] += 1e-14;
      return PositiveDefinite.solve(hessian, gradient)[0];
    }
  }

  static Logistic dual(double[][] x, boolean[] correct, double c) {
    try (Dense rows = Dense.of(x)) {
      KernelLogistic fit = KernelLogistic.fit(rows.timesTransposed(rows), correct, c);
      return new Logistic(rows.transposedTimes(fit.rows()), fit.offset());
    }
  }

  private static double[] moved(double[] w, double[] move, double length) {
    double[] next = new double[w.length];
    for (int j = 0; j < w.length; j++) {
      next[j] = w[j] - length * move[j];
    }
    return next;
  }

  private static double squares(double[] values, int n) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += values[j] * values[j];
    }
    return sum;
  }

  static double loss(double[] eta, boolean[] correct) {
    double loss = 0;
    for (int i = 0; i < eta.length; i++) {
      double z = correct[i] ? eta[i] : -eta[i];
      loss += Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return loss;
  }

  static double largest(double[] values) {
    double most = 0;
    for (double v : values) {
      most = Math.max(most, Math.abs(v));
    }
    return most;
  }
}
