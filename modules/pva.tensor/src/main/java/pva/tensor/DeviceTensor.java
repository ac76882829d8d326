package pva.tensor;

import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor on a device, owned by a {@link Scope}; close it earlier to free it earlier. */
public final class DeviceTensor implements AutoCloseable {
  /** Elements copied to the host at a time. */
  private static final long PIECE = 1L << 27;

  private final PtNDArray array;
  private final Scope owner;

  DeviceTensor(PtNDArray array, Scope owner) {
    this.array = array;
    this.owner = owner;
  }

  public long[] shape() {
    return array.getShape().getShape();
  }

  /** A copy on the host as float32, row-major, whatever the type on the device. */
  public float[] floats() {
    float[] values = new float[Math.toIntExact(array.getShape().size())];
    floats(values);
    return values;
  }

  /** As {@link #floats()}, into an array that is at least as long. */
  public void floats(float[] into) {
    copy(DType.F32, Float.BYTES, (bytes, at) -> bytes.asFloatBuffer().get(into, at, bytes.remaining() / Float.BYTES));
  }

  /** A copy on the host as 64-bit integers. */
  public long[] longs() {
    long[] values = new long[Math.toIntExact(array.getShape().size())];
    copy(DType.I64, Long.BYTES, (bytes, at) -> bytes.asLongBuffer().get(values, at, bytes.remaining() / Long.BYTES));
    return values;
  }

  private interface Sink {
    void take(ByteBuffer bytes, int at);
  }

  private void copy(DType as, int size, Sink sink) {
    long n = array.getShape().size();
    Casts casts = owner.device().casts();
    try (Scope s = owner.child()) {
      DeviceTensor host = casts.call(s, "host", this, Casts.number(as));
      for (long at = 0; at < n; at += PIECE) {
        long rows = Math.min(PIECE, n - at);
        DeviceTensor piece = n <= PIECE ? host : casts.call(s, "piece", host, at, rows);
        sink.take(piece.bytes(), (int) at);
      }
    }
  }

  /** Hands the tensor to another scope and returns it; this object is not used afterwards. */
  public DeviceTensor moveTo(Scope scope) {
    array.attach(scope.manager());
    return new DeviceTensor(array, scope);
  }

  /** The memory of a tensor on the host itself, direct and in native order. */
  ByteBuffer bytes() {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
  }

  PtNDArray array() {
    return array;
  }

  @Override
  public void close() {
    array.close();
  }
}
