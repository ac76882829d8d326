package pva.stats;

import java.util.Arrays;

import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * Columns of some rows with mean 0 and deviation 1 there; a column that does not vary stays 0.
 *
 * @param x [rows][columns]
 */
record Standardised(double[][] x, double[] mean, double[] scale) {

  static Standardised of(Matrix matrix, int[] rows) {
    return of(rows(matrix, rows));
  }

  /** Some rows as they are. */
  static double[][] rows(Matrix matrix, int[] rows) {
    float[] row = new float[matrix.cols()];
    double[][] x = new double[rows.length][matrix.cols()];
    for (int i = 0; i < rows.length; i++) {
      matrix.read(rows[i], 1, row, 0);
      for (int j = 0; j < row.length; j++) {
        x[i][j] = row[j];
      }
    }
    return x;
  }

  static Standardised of(SparseMatrix matrix, int[] rows, int[] latents) {
    double[][] x = new double[rows.length][latents.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < latents.length; k++) {
        x[i][k] = SparseRows.value(matrix, rows[i], latents[k]);
      }
    }
    return of(x);
  }

  /** The columns given, which are changed. */
  static Standardised of(double[][] x) {
    int d = x[0].length;
    double[] mean = new double[d];
    double[] scale = new double[d];
    for (double[] row : x) {
      for (int j = 0; j < d; j++) {
        mean[j] += row[j] / x.length;
      }
    }
    for (double[] row : x) {
      for (int j = 0; j < d; j++) {
        scale[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / x.length;
      }
    }
    for (int j = 0; j < d; j++) {
      scale[j] = scale[j] > 1e-24 * mean[j] * mean[j] ? Math.sqrt(scale[j]) : Double.POSITIVE_INFINITY;
    }
    for (double[] row : x) {
      for (int j = 0; j < d; j++) {
        row[j] = (row[j] - mean[j]) / scale[j];
      }
    }
    return new Standardised(x, mean, scale);
  }

  /** Weights and offset on the columns as they were: {@code raw[0..d)} and the offset at {@code raw[d]}. */
  double[] raw(Logistic fit) {
    int d = mean.length;
    double[] raw = Arrays.copyOf(fit.weights(), d + 1);
    raw[d] = fit.offset();
    for (int j = 0; j < d; j++) {
      raw[j] /= scale[j];
      raw[d] -= raw[j] * mean[j];
    }
    return raw;
  }
}
