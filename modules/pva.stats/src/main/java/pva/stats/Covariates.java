package pva.stats;

import java.util.List;

import pva.tensor.Matrix;

/** Numbers of some rows, centred there, ready to be regressed on; numbers that do not vary take no part. */
final class Covariates {
  private final double[][] centred;
  private final Cholesky factor;

  private Covariates(double[][] centred, Cholesky factor) {
    this.centred = centred;
    this.factor = factor;
  }

  static Covariates of(Inputs inputs, List<String> names, int[] rows) {
    int q = names.size();
    double[][] centred = new double[q][rows.length];
    for (int k = 0; k < q; k++) {
      double[] values = inputs.numbers().get(names.get(k));
      double mean = 0;
      for (int r : rows) {
        mean += values[r] / rows.length;
      }
      for (int i = 0; i < rows.length; i++) {
        centred[k][i] = values[rows[i]] - mean;
      }
    }
    double[][] products = new double[q][q];
    for (int a = 0; a < q; a++) {
      for (int b = 0; b < q; b++) {
        products[a][b] = Cholesky.dot(centred[a], centred[b], rows.length);
      }
    }
    for (int k = 0; k < q; k++) {
      // two numbers that say the same share the coefficient instead of failing
      products[k][k] = products[k][k] > 0 ? products[k][k] * (1 + 1e-10) : 1;
    }
    return new Covariates(centred, Cholesky.of(products));
  }

  /** Slopes of the least-squares fit of {@code y}, one a number; an offset is fitted beside them. */
  double[] coefficients(double[] y) {
    double[] products = new double[centred.length];
    for (int k = 0; k < centred.length; k++) {
      products[k] = Cholesky.dot(centred[k], y, y.length);
    }
    return factor.solve(products);
  }

  /** The matrix less what the numbers explain of each column on the rows that these covariates were made of. */
  Matrix residualise(Matrix matrix, int[] rows, Inputs inputs, List<String> names) {
    int d = matrix.cols();
    int n = (int) matrix.rows();
    float[] all = new float[Math.multiplyExact(n, d)];
    matrix.read(0, n, all, 0);
    for (int j = 0; j < d; j++) {
      double[] y = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        y[i] = all[rows[i] * d + j];
      }
      double[] slopes = coefficients(y);
      for (int r = 0; r < n; r++) {
        double explained = 0;
        for (int k = 0; k < slopes.length; k++) {
          explained += slopes[k] * inputs.numbers().get(names.get(k))[r];
        }
        all[r * d + j] -= (float) explained;
      }
    }
    return Matrix.of(all, d);
  }
}
