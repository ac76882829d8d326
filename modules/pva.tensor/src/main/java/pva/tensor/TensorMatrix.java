package pva.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** A floating tensor of a file as a matrix; float32 on a little-endian machine is handed out where it lies. */
final class TensorMatrix implements Matrix {
  private final TensorFile file;
  private final TensorInfo info;

  TensorMatrix(TensorFile file, TensorInfo info) {
    this.file = file;
    this.info = info;
  }

  @Override
  public long rows() {
    return info.shape().get(0);
  }

  @Override
  public int cols() {
    return Math.toIntExact(info.shape().get(1));
  }

  @Override
  public void read(long fromRow, int rows, float[] into, int at) {
    Reading.floats(file, info, fromRow * cols(), Math.multiplyExact(rows, cols()), into, at);
  }

  private boolean asIs() {
    return info.dtype() == DType.F32 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public boolean mapped() {
    return asIs() && file.aligned(info.name());
  }

  @Override
  public void copy(long fromRow, ByteBuffer into) {
    if (asIs()) {
      file.copy(info.name(), fromRow * cols() * Float.BYTES, into);
    } else {
      Matrix.super.copy(fromRow, into);
    }
  }

  /** By all threads: the bytes of a row lie far from those of the next. */
  @Override
  public void copyColumns(int fromColumn, int columns, ByteBuffer into) {
    int rowBytes = columns * Float.BYTES;
    int start = into.position();
    IntStream.range(0, Math.toIntExact(rows())).parallel().forEach(r -> {
      ByteBuffer row = into.slice(start + r * rowBytes, rowBytes).order(ByteOrder.nativeOrder());
      long from = (long) r * cols() + fromColumn;
      if (asIs()) {
        file.copy(info.name(), from * Float.BYTES, row);
      } else {
        float[] values = new float[columns];
        Reading.floats(file, info, from, columns, values, 0);
        row.asFloatBuffer().put(values);
      }
    });
  }

  @Override
  public ByteBuffer direct(long fromRow, int rows) {
    if (asIs()) {
      int rowBytes = cols() * Float.BYTES;
      return file.bytes(info.name(), fromRow * rowBytes, Math.multiplyExact(rows, rowBytes)).order(ByteOrder.nativeOrder());
    }
    return Matrix.super.direct(fromRow, rows);
  }
}
