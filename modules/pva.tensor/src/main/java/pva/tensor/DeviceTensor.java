package pva.tensor;

/** A tensor on a device, owned by a {@link Scope}; close it earlier to free it earlier. */
public final class DeviceTensor implements AutoCloseable {
  private DeviceTensor() {
  }

  public long[] shape() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** A copy on the host as float32, row-major, whatever the type on the device. */
  public float[] floats() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** As {@link #floats()}, into an array that is at least as long. */
  public void floats(float[] into) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** A copy on the host as 64-bit integers. */
  public long[] longs() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Hands the tensor to another scope and returns it. */
  public DeviceTensor moveTo(Scope scope) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not written yet");
  }
}
