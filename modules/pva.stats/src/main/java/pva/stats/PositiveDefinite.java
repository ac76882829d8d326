package pva.stats;

import org.bytedeco.openblas.global.openblas;

/**
 * Equations with a symmetric positive definite matrix, solved by LAPACK's Cholesky factorisation.
 *
 * <p>Through the binding that ND4J's backend brings: its own wrappers of the triangular solvers pass wrong sizes (1.0.0-M2.1).
 */
final class PositiveDefinite {
  private static final int BY_COLUMNS = 102;

  private PositiveDefinite() {
  }

  /**
   * The x of {@code a x = b} for each b.
   *
   * @param a [n][n], of which the lower triangle is read
   * @throws ArithmeticException where a pivot is not above 0
   */
  static double[][] solve(double[][] a, double[]... b) {
    Backend.load();
    int n = a.length;
    double[] factor = new double[Math.multiplyExact(n, n)];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a[i], 0, factor, i * n, i + 1);
    }
    double[] solved = new double[Math.multiplyExact(n, b.length)];
    for (int k = 0; k < b.length; k++) {
      System.arraycopy(b[k], 0, solved, k * n, n);
    }
    // the lower triangle by rows is the upper one by columns
    int pivot = openblas.LAPACKE_dposv(BY_COLUMNS, (byte) 'U', n, b.length, factor, n, solved, n);
    if (pivot != 0) {
      throw new ArithmeticException("pivot " + (pivot - 1) + " is not above 0: the matrix is not positive definite");
    }
    double[][] x = new double[b.length][n];
    for (int k = 0; k < b.length; k++) {
      System.arraycopy(solved, k * n, x[k], 0, n);
    }
    return x;
  }
}
