package pva.stats;

import java.util.List;
import java.util.stream.IntStream;

import pva.tensor.Matrix;

/** Numbers of some rows, centred there, ready to be regressed on; numbers that do not vary take no part. */
final class Covariates {
  private final Inputs inputs;
  private final List<String> names;
  private final int[] rows;
  private final double[][] centred;
  private final double[][] products;

  private Covariates(Inputs inputs, List<String> names, int[] rows, double[][] centred, double[][] products) {
    this.inputs = inputs;
    this.names = names;
    this.rows = rows;
    this.centred = centred;
    this.products = products;
  }

  static Covariates of(Inputs inputs, List<String> names, int[] rows) {
    double[][] centred = numbers(inputs, names, rows);
    for (int k = 0; k < names.size(); k++) {
      double mean = 0;
      for (double[] row : centred) {
        mean += row[k] / rows.length;
      }
      for (double[] row : centred) {
        row[k] -= mean;
      }
    }
    try (Dense numbers = Dense.of(centred)) {
      double[][] products = numbers.transposedTimes(numbers);
      for (int k = 0; k < names.size(); k++) {
        // two numbers that say the same share the coefficient instead of failing
        products[k][k] = products[k][k] > 0 ? products[k][k] * (1 + 1e-10) : 1;
      }
      return new Covariates(inputs, names, rows, centred, products);
    }
  }

  /** Slopes of the least-squares fit of {@code y}, one value a row of these; an offset is fitted beside them. */
  double[] coefficients(double[] y) {
    try (Dense numbers = Dense.of(centred)) {
      return PositiveDefinite.solve(products, numbers.transposedTimes(y))[0];
    }
  }

  /**
   * The matrix, of all rows, less what the numbers explain of each column on the rows that these covariates were made of. Computed when it
   * is first read: a detector of latents never reads it.
   */
  Matrix residualise(Matrix matrix) {
    return new Matrix() {
      private Matrix without;

      @Override
      public long rows() {
        return matrix.rows();
      }

      @Override
      public int cols() {
        return matrix.cols();
      }

      @Override
      public synchronized void read(long fromRow, int count, float[] into, int at) {
        without = without == null ? less(matrix) : without;
        without.read(fromRow, count, into, at);
      }
    };
  }

  private Matrix less(Matrix matrix) {
    int d = matrix.cols();
    int n = (int) matrix.rows();
    float[] all = new float[Math.multiplyExact(n, d)];
    matrix.read(0, n, all, 0);
    double[][] slopes = slopes(all, d);
    try (Dense numbers = Dense.of(numbers(inputs, names, IntStream.range(0, n).toArray())); Dense byColumn = Dense.of(slopes)) {
      double[][] explained = numbers.timesTransposed(byColumn);
      for (int r = 0; r < n; r++) {
        for (int j = 0; j < d; j++) {
          all[r * d + j] -= (float) explained[r][j];
        }
      }
    }
    return Matrix.of(all, d);
  }

  /** [columns][numbers]. */
  private double[][] slopes(float[] all, int d) {
    double[][] y = new double[rows.length][d];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < d; j++) {
        y[i][j] = all[rows[i] * d + j];
      }
    }
    try (Dense columns = Dense.of(y); Dense numbers = Dense.of(centred)) {
      return PositiveDefinite.solve(products, columns.transposedTimes(numbers));
    }
  }

  /** [rows][numbers]. */
  private static double[][] numbers(Inputs inputs, List<String> names, int[] rows) {
    return IntStream.of(rows).mapToObj(r -> names.stream().mapToDouble(name -> inputs.numbers().get(name)[r]).toArray())
        .toArray(double[][]::new);
  }
}
