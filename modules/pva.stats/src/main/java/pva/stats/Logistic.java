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

  double score(double[] x) {
    return offset + Cholesky.dot(weights, x, x.length);
  }

  static Logistic primal(double[][] x, boolean[] correct, double c) {
    int n = x.length;
    int d = x[0].length;
    double[] w = new double[d + 1];
    double[] eta = new double[n];
    double loss = loss(eta, correct);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[][] hessian = new double[d + 1][d + 1];
      double[] gradient = new double[d + 1];
      for (int i = 0; i < n; i++) {
        double p = Platt.sigmoid(eta[i]);
        double curve = p * (1 - p);
        double off = p - (correct[i] ? 1 : 0);
        for (int j = 0; j < d; j++) {
          double scaled = curve * x[i][j];
          double[] row = hessian[j];
          for (int k = j; k < d; k++) {
            row[k] += scaled * x[i][k];
          }
          row[d] += scaled;
          gradient[j] += off * x[i][j];
        }
        hessian[d][d] += curve;
        gradient[d] += off;
      }
      for (int j = 0; j < d; j++) {
        hessian[j][j] += 1 / c;
        gradient[j] += w[j] / c;
      }
      hessian[d][d] += 1e-14;
      double[] move = Cholesky.of(hessian).solve(gradient);
      double length = 1;
      double[] next = null;
      double[] nextEta = null;
      double nextLoss = Double.NaN;
      for (; length > 1e-12; length /= 2) {
        next = moved(w, move, length);
        nextEta = eta(x, next);
        nextLoss = loss(nextEta, correct) + Cholesky.dot(next, next, d) / (2 * c);
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
    return new Logistic(Arrays.copyOf(w, d), w[d]);
  }

  static Logistic dual(double[][] x, boolean[] correct, double c) {
    int d = x[0].length;
    KernelLogistic fit = KernelLogistic.fit(gram(x), correct, c);
    double[] w = new double[d];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < d; j++) {
        w[j] += fit.rows()[i] * x[i][j];
      }
    }
    return new Logistic(w, fit.offset());
  }

  /** Products of all pairs of rows. */
  static double[][] gram(double[][] x) {
    double[][] k = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        k[i][j] = Cholesky.dot(x[i], x[j], x[i].length);
        k[j][i] = k[i][j];
      }
    }
    return k;
  }

  private static double[] moved(double[] w, double[] move, double length) {
    double[] next = new double[w.length];
    for (int j = 0; j < w.length; j++) {
      next[j] = w[j] - length * move[j];
    }
    return next;
  }

  private static double[] eta(double[][] x, double[] w) {
    double[] eta = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      eta[i] = Cholesky.dot(w, x[i], x[i].length) + w[w.length - 1];
    }
    return eta;
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
