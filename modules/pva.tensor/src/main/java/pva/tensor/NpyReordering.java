package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The order of bytes and elements that a file has made into row-major and little-endian. */
record NpyReordering(NpyHeader header) {
  private static final int CHUNK = 1 << 18;

  void write(Pages whole, Scratch out) throws IOException {
    int size = header.dtype().bytes();
    boolean columns = header.fortran() && header.shape().size() > 1;
    long rows = columns ? header.shape().get(0) : 1;
    long cols = columns ? header.count() / Math.max(1, rows) : header.count();
    // a block of rows at a time: each column of a Fortran array is contiguous
    long perBlock = columns ? Math.max(1, CHUNK * 16L / Math.max(1, cols * size)) : 1;
    for (long r = 0; r < rows; r += perBlock) {
      int n = (int) Math.min(perBlock, rows - r);
      if (columns) {
        out.write(block(whole, r, n, rows, cols, size));
      } else {
        swapped(whole, cols, size, out);
      }
    }
  }

  private ByteBuffer block(Pages whole, long fromRow, int n, long rows, long cols, int size) {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(n * cols * size));
    for (int c = 0; c < cols; c++) {
      ByteBuffer column = whole.slice(header.dataOffset() + (c * rows + fromRow) * size, n * size);
      for (int r = 0; r < n; r++) {
        element(column, r * size, out, Math.toIntExact((r * cols + c) * size), size);
      }
    }
    return out;
  }

  private void swapped(Pages whole, long count, int size, Scratch out) throws IOException {
    for (long from = 0; from < count; from += CHUNK) {
      int n = (int) Math.min(CHUNK, count - from);
      ByteBuffer in = whole.slice(header.dataOffset() + from * size, n * size);
      ByteBuffer block = ByteBuffer.allocate(n * size);
      for (int i = 0; i < n; i++) {
        element(in, i * size, block, i * size, size);
      }
      out.write(block);
    }
  }

  private void element(ByteBuffer in, int at, ByteBuffer out, int to, int size) {
    boolean swap = header.order() == ByteOrder.BIG_ENDIAN;
    for (int b = 0; b < size; b++) {
      out.put(to + b, in.get(at + (swap ? size - 1 - b : b)));
    }
  }
}
