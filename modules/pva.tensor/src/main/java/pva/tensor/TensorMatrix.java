package pva.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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

  @Override
  public ByteBuffer direct(long fromRow, int rows) {
    if (info.dtype() == DType.F32 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      int rowBytes = cols() * Float.BYTES;
      return file.bytes(info.name(), fromRow * rowBytes, Math.multiplyExact(rows, rowBytes)).order(ByteOrder.nativeOrder());
    }
    return Matrix.super.direct(fromRow, rows);
  }
}
