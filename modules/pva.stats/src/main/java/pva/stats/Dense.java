package pva.stats;

import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense matrix of doubles and its products, by ND4J. Its memory lies beside the heap: close it. On one thread, so the bytes depend
 * on the values alone.
 */
final class Dense implements AutoCloseable {
  private final INDArray matrix;

  private Dense(INDArray matrix) {
    this.matrix = matrix;
  }

  /** A copy of rows of one length. */
  static Dense of(double[][] rows) {
    Backend.load();
    int cols = rows[0].length;
    double[] values = new double[Math.multiplyExact(rows.length, cols)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * cols, cols);
    }
    return new Dense(Nd4j.create(values, new long[] {rows.length, cols}, 'c'));
  }

  /** {@code this · x}, one value a row. */
  double[] times(double[] x) {
    try (Dense column = column(x)) {
      return column(product(this, column, false, false));
    }
  }

  /** {@code thisᵀ · y}, one value a column. */
  double[] transposedTimes(double[] y) {
    try (Dense column = column(y)) {
      return column(product(this, column, true, false));
    }
  }

  /** {@code this · otherᵀ}: products of all pairs of rows, [rows][rows of the other]. */
  double[][] timesTransposed(Dense other) {
    return rows(product(this, other, false, true));
  }

  /** {@code thisᵀ · other}: products of all pairs of columns, [columns][columns of the other]. */
  double[][] transposedTimes(Dense other) {
    return rows(product(this, other, true, false));
  }

  @Override
  public void close() {
    matrix.close();
  }

  private static Dense column(double[] x) {
    return new Dense(Nd4j.create(x, new long[] {x.length, 1}, 'c'));
  }

  private static INDArray product(Dense a, Dense b, boolean transposeA, boolean transposeB) {
    INDArray out = Nd4j.create(DataType.DOUBLE, new long[] {a.matrix.size(transposeA ? 1 : 0), b.matrix.size(transposeB ? 0 : 1)}, 'f');
    return Nd4j.gemm(a.matrix, b.matrix, out, transposeA, transposeB, 1, 0);
  }

  private static double[] column(INDArray product) {
    try (product) {
      double[] values = new double[(int) product.length()];
      ((DoublePointer) product.data().addressPointer()).get(values);
      return values;
    }
  }

  /** Products are kept by columns. */
  private static double[][] rows(INDArray product) {
    int rows = (int) product.size(0);
    int cols = (int) product.size(1);
    double[] values = column(product);
    double[][] out = new double[rows][cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        out[i][j] = values[j * rows + i];
      }
    }
    return out;
  }
}
