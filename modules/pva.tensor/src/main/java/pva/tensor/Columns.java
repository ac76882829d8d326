package pva.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Distributes the rows of a matrix over tensors that hold some of its columns each. */
final class Columns {
  /** Bytes of rows that are read at a time. */
  private static final int STAGE = 1 << 22;

  private Columns() {
  }

  /** @param each buffers of [rows, some columns], which together have all columns; filled to their ends */
  static void fill(Matrix matrix, List<ByteBuffer> each) {
    int rowBytes = matrix.cols() * Float.BYTES;
    int rowsEach = (int) Math.max(1, Math.min(matrix.rows(), STAGE / rowBytes));
    ByteBuffer stage = ByteBuffer.allocateDirect(Math.multiplyExact(rowsEach, rowBytes)).order(ByteOrder.nativeOrder());
    for (long from = 0; from < matrix.rows(); from += rowsEach) {
      int rows = (int) Math.min(rowsEach, matrix.rows() - from);
      matrix.copy(from, stage.clear().limit(rows * rowBytes));
      for (int r = 0; r < rows; r++) {
        int at = r * rowBytes;
        for (ByteBuffer some : each) {
          int length = (int) (some.capacity() / matrix.rows());
          some.put((int) (from + r) * length, stage, at, length);
          at += length;
        }
      }
    }
  }
}
