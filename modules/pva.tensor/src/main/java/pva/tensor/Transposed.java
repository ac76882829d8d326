package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pva.base.PvaException;

/** A matrix turned on its side. The copy lies on pages of a temporary file, so a matrix larger than the heap can be turned. */
record Transposed(Pages pages, long rows, int cols) implements Matrix {
  private static final int BLOCK = 1 << 24;

  static Matrix of(Matrix m) {
    long length = Math.multiplyExact(Math.multiplyExact(m.rows(), m.cols()), Float.BYTES);
    try (Scratch scratch = new Scratch(length)) {
      int rowsEach = (int) Math.max(1, Math.min(BLOCK / m.cols(), m.rows()));
      float[] block = new float[rowsEach * m.cols()];
      ByteBuffer line = ByteBuffer.allocate(rowsEach * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long from = 0; from < m.rows(); from += rowsEach) {
        int n = (int) Math.min(rowsEach, m.rows() - from);
        m.read(from, n, block, 0);
        for (int c = 0; c < m.cols(); c++) {
          line.clear();
          for (int r = 0; r < n; r++) {
            line.putFloat(block[r * m.cols() + c]);
          }
          scratch.writeAt((c * m.rows() + from) * Float.BYTES, line.flip());
        }
      }
      return new Transposed(scratch.pages(), m.cols(), Math.toIntExact(m.rows()));
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot write a temporary file: " + e.getMessage()).because(e);
    }
  }

  @Override
  public void read(long fromRow, int rows, float[] into, int at) {
    for (int r = 0; r < rows; r++) {
      pages.slice((fromRow + r) * cols * Float.BYTES, cols * Float.BYTES).asFloatBuffer().get(into, at + r * cols, cols);
    }
  }

  @Override
  public boolean mapped() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public ByteBuffer direct(long fromRow, int rows) {
    int rowBytes = cols * Float.BYTES;
    return mapped() ? pages.slice(fromRow * rowBytes, Math.multiplyExact(rows, rowBytes)).order(ByteOrder.nativeOrder())
        : Matrix.super.direct(fromRow, rows);
  }
}
