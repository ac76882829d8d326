package pva.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * float32 [rows, cols], row-major, read-only, in memory or on mapped pages. It may hold more than 2^31 elements, so it is
 * read in blocks of rows.
 */
public interface Matrix {
  long rows();

  int cols();

  /** Copies rows {@code fromRow} to {@code fromRow + rows} (not included) to {@code into}, starting at {@code at}. */
  void read(long fromRow, int rows, float[] into, int at);

  /** The same rows, at most 1 GiB of them, as direct bytes in native order: no copy where the matrix lies on mapped pages as float32. */
  default ByteBuffer direct(long fromRow, int rows) {
    float[] values = new float[Math.multiplyExact(rows, cols())];
    read(fromRow, rows, values, 0);
    int length = Math.multiplyExact(values.length, Float.BYTES);
    // aligned to a cache line, as the engine's own memory is: the last bits of a sum do not hang on where the allocator put it
    ByteBuffer bytes = ByteBuffer.allocateDirect(length + 128).alignedSlice(64).slice(0, length).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  /** Copies the same rows, as many as there is room for, to direct bytes in native order; memory holds them once. */
  default void copy(long fromRow, ByteBuffer into) {
    int rows = into.remaining() / Float.BYTES / cols();
    int each = Math.max(1, (1 << 18) / cols());
    float[] some = new float[Math.min(each, rows) * cols()];
    FloatBuffer floats = into.asFloatBuffer();
    for (int r = 0; r < rows; r += each) {
      int n = Math.min(each, rows - r);
      read(fromRow + r, n, some, 0);
      floats.put(some, 0, n * cols());
    }
  }

  /** Copies {@code columns} columns of all rows from {@code fromColumn} on, row-major, to direct bytes in native order. */
  default void copyColumns(int fromColumn, int columns, ByteBuffer into) {
    float[] row = new float[cols()];
    FloatBuffer floats = into.asFloatBuffer();
    for (long r = 0; r < rows(); r++) {
      read(r, 1, row, 0);
      floats.put(row, fromColumn, columns);
    }
  }

  /** Whether {@link #direct} gives pages as they are, where the engine can use them: without a copy and aligned. */
  default boolean mapped() {
    return false;
  }

  /** Rows as columns, [cols, rows]: written once, in blocks, to a temporary file that has no name, and mapped. */
  default Matrix transposed() {
    return Transposed.of(this);
  }

  /** A matrix of the given values, which are not copied. */
  static Matrix of(float[] values, int cols) {
    if (cols <= 0 || values.length % cols != 0) {
      throw new IllegalArgumentException(values.length + " values do not make rows of " + cols);
    }
    return new Matrix() {
      @Override
      public long rows() {
        return values.length / cols;
      }

      @Override
      public int cols() {
        return cols;
      }

      @Override
      public void read(long fromRow, int rows, float[] into, int at) {
        FloatBuffer.wrap(values, Math.toIntExact(fromRow * cols), rows * cols).get(into, at, rows * cols);
      }
    };
  }
}
