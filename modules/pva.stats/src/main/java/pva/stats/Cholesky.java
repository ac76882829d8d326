package pva.stats;

/**
 * The triangular factor of a symmetric positive definite matrix, to solve with.
 *
 * <p>Inner loops run along rows and add a multiple of one row to another: the form that the compiler turns into vector instructions,
 * and whose sums do not depend on how it does so.
 */
final class Cholesky {
  private final double[][] upper;

  private Cholesky(double[][] upper) {
    this.upper = upper;
  }

  /** Of the upper triangle of {@code a}, which it overwrites. Fails where a pivot is not above 0. */
  static Cholesky of(double[][] a) {
    int n = a.length;
    for (int k = 0; k < n; k++) {
      double[] pivot = a[k];
      if (!(pivot[k] > 0)) {
        throw new ArithmeticException("pivot " + k + " is " + pivot[k] + ": the matrix is not positive definite");
      }
      double root = Math.sqrt(pivot[k]);
      for (int j = k; j < n; j++) {
        pivot[j] /= root;
      }
      for (int i = k + 1; i < n; i++) {
        subtract(a[i], pivot, pivot[i], i);
      }
    }
    return new Cholesky(a);
  }

  double[] solve(double[] b) {
    int n = upper.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      x[i] /= upper[i][i];
      subtract(x, upper[i], x[i], i + 1);
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = x[i];
      for (int j = i + 1; j < n; j++) {
        sum -= upper[i][j] * x[j];
      }
      x[i] = sum / upper[i][i];
    }
    return x;
  }

  private static void subtract(double[] from, double[] row, double factor, int start) {
    for (int j = start; j < from.length; j++) {
      from[j] -= factor * row[j];
    }
  }

  /** Σ a b over the first {@code n}; four sums, so that they run side by side. */
  static double dot(double[] a, double[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
