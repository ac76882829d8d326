package pva.stats;

import java.util.Arrays;

import pva.tensor.SparseMatrix;

/** Rows and single values of sparse latents. */
final class SparseRows {
  private SparseRows() {
  }

  /** Activation of a latent at a row; 0 where it is silent. */
  static double value(SparseMatrix matrix, int row, int latent) {
    int at = Arrays.binarySearch(matrix.indices(), (int) matrix.indptr()[row], (int) matrix.indptr()[row + 1], latent);
    return at < 0 ? 0 : matrix.values()[at];
  }

  /** The given rows, in the given order. */
  static SparseMatrix of(SparseMatrix matrix, int[] rows) {
    long[] indptr = new long[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      indptr[i + 1] = indptr[i] + matrix.indptr()[rows[i] + 1] - matrix.indptr()[rows[i]];
    }
    int[] indices = new int[(int) indptr[rows.length]];
    float[] values = new float[indices.length];
    for (int i = 0; i < rows.length; i++) {
      int from = (int) matrix.indptr()[rows[i]];
      int length = (int) (indptr[i + 1] - indptr[i]);
      System.arraycopy(matrix.indices(), from, indices, (int) indptr[i], length);
      System.arraycopy(matrix.values(), from, values, (int) indptr[i], length);
    }
    return new SparseMatrix(rows.length, matrix.cols(), indptr, indices, values);
  }
}
