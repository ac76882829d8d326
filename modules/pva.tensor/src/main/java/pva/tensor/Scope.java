package pva.tensor;

import java.nio.ByteBuffer;

/**
 * Owns tensors of one device; closing it frees them, and those of its children. A scope is used by one thread at a time.
 */
public final class Scope implements AutoCloseable {
  private Scope() {
  }

  public static Scope on(Device device) {
    throw new UnsupportedOperationException("not written yet");
  }

  public Device device() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** A scope inside this one: for what one batch or one block needs. */
  public Scope child() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Direct bytes in native order; on the CPU without a copy, and kept alive as long as the tensor. */
  public DeviceTensor f32(ByteBuffer direct, long... shape) {
    throw new UnsupportedOperationException("not written yet");
  }

  public DeviceTensor f32(float[] values, long... shape) {
    throw new UnsupportedOperationException("not written yet");
  }

  public DeviceTensor i64(long[] values, long... shape) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The little-endian bytes of bfloat16 numbers; copied once. */
  public DeviceTensor bf16(ByteBuffer direct, long... shape) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** A floating tensor of a file in the type it shall be computed in (F32 or BF16); F32 of an F32 file stays on the mapped pages on the CPU. */
  public DeviceTensor load(TensorFile file, String name, DType compute) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not written yet");
  }
}
