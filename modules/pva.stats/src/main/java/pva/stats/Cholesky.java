package pva.stats;

/** The triangular factor of a symmetric positive definite matrix, to solve with. */
final class Cholesky {
  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /** Of the lower triangle of {@code a}, which it overwrites. Fails where a pivot is not above 0. */
  static Cholesky of(double[][] a) {
    int n = a.length;
    for (int i = 0; i < n; i++) {
      double[] row = a[i];
      for (int j = 0; j <= i; j++) {
        double sum = row[j] - dot(row, a[j], j);
        if (i == j) {
          if (!(sum > 0)) {
            throw new ArithmeticException("pivot " + i + " is " + sum + ": the matrix is not positive definite");
          }
          row[i] = Math.sqrt(sum);
        } else {
          row[j] = sum / a[j][j];
        }
      }
    }
    return new Cholesky(a);
  }

  double[] solve(double[] b) {
    int n = lower.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      x[i] = (x[i] - dot(lower[i], x, i)) / lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= lower[i][j] * x[i];
      }
    }
    return x;
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
