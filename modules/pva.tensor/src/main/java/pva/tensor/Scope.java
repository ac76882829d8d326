package pva.tensor;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Owns tensors of one device; closing it frees them, and those of its children. A scope is used by one thread at a time. */
public final class Scope implements AutoCloseable {
  /** Bytes of a file's tensor that go to a device at once; a buffer cannot hold more than 2 GiB. */
  private static final int PIECE = 1 << 30;

  private final Device device;
  private final PtNDManager manager;

  private Scope(Device device, PtNDManager manager) {
    this.device = device;
    this.manager = manager;
  }

  public static Scope on(Device device) {
    return new Scope(device, (PtNDManager) NDManager.newBaseManager(device.djl(), "PyTorch"));
  }

  public Device device() {
    return device;
  }

  /** A scope inside this one: for what one batch or one block needs. */
  public Scope child() {
    return new Scope(device, manager.newSubManager(device.djl()));
  }

  /** Direct bytes in native order; on the CPU without a copy, and kept alive as long as the tensor. */
  public DeviceTensor f32(ByteBuffer direct, long... shape) {
    return make(Aligned.to(Float.BYTES, direct), DataType.FLOAT32, shape);
  }

  public DeviceTensor f32(float[] values, long... shape) {
    Shape size = new Shape(shape);
    if (device.gpu() || values.length == 0 || size.size() != values.length) {
      return make(FloatBuffer.wrap(values), DataType.FLOAT32, shape);
    }
    // filled in the engine's own memory: aligned, so the last bits of a sum do not hang on where the values lay, and freed in time
    PtNDArray array = manager.create(size, DataType.FLOAT32);
    array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().put(values);
    return new DeviceTensor(array, this);
  }

  public DeviceTensor i64(long[] values, long... shape) {
    return make(LongBuffer.wrap(values), DataType.INT64, shape);
  }

  public DeviceTensor f64(double[] values, long... shape) {
    return make(DoubleBuffer.wrap(values), DataType.FLOAT64, shape);
  }

  /** The little-endian bytes of bfloat16 numbers; copied once. */
  public DeviceTensor bf16(ByteBuffer direct, long... shape) {
    try (Scope s = child()) {
      DeviceTensor bytes = s.make(Aligned.to(1, direct), DataType.UINT8, direct.remaining());
      return device.casts().call(this, "shaped", device.casts().call(s, "bf16", bytes), shape);
    }
  }

  /**
   * A floating tensor of a file, of any size, in the type it shall be computed in: F32 or BF16. An F32 tensor wanted as F32
   * on the CPU stays on the mapped pages. Fails as {@link TensorFile} does.
   */
  public DeviceTensor load(TensorFile file, String name, DType compute) {
    return load(file, name, compute, PIECE);
  }

  DeviceTensor load(TensorFile file, String name, DType compute, int longest) {
    TensorInfo info = file.info(name);
    Reading.requireFloating(file, info);
    long[] shape = info.shape().stream().mapToLong(Long::longValue).toArray();
    if (info.length() <= longest) {
      return converted(file.bytes(name, 0, (int) info.length()), info.dtype(), compute, shape);
    }
    try (Scope whole = child()) {
      DeviceTensor room = null;
      for (long at = 0; at < info.length(); at += longest) {
        try (Scope s = child()) {
          int n = (int) Math.min(longest, info.length() - at);
          DeviceTensor piece = s.converted(file.bytes(name, at, n), info.dtype(), compute, n / info.dtype().bytes());
          if (room == null) {
            room = device.casts().call(whole, "room", piece, info.count(), Casts.number(compute));
          }
          device.casts().call(s, "put", room, piece, at / info.dtype().bytes());
        }
      }
      return device.casts().call(this, "shaped", room, shape);
    }
  }

  private DeviceTensor converted(ByteBuffer bytes, DType stored, DType compute, long... shape) {
    if (stored == compute) {
      return stored == DType.BF16 ? bf16(bytes, shape) : f32(bytes, shape);
    }
    try (Scope s = child()) {
      DeviceTensor as = switch (stored) {
        case BF16 -> s.bf16(bytes, shape);
        case F32 -> s.f32(bytes, shape);
        case F16 -> s.make(Aligned.to(2, bytes), DataType.FLOAT16, shape);
        case F64 -> s.make(Aligned.to(8, bytes), DataType.FLOAT64, shape);
        default -> throw new IllegalArgumentException(stored + " is not floating");
      };
      return device.casts().call(this, "to", as, Casts.number(compute));
    }
  }

  /** The only place where the engine is given a type, because some types end the JVM: those here are safe. */
  private DeviceTensor make(Buffer values, DataType type, long... shape) {
    return new DeviceTensor(manager.create(values, new Shape(shape), type), this);
  }

  PtNDManager manager() {
    return manager;
  }

  /** How many tensors it owns, children not counted. */
  int held() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Direct bytes as the engine must have them: beginning at the buffer's own start, at a multiple of the element size. */
  private static final class Aligned {
    static ByteBuffer to(int size, ByteBuffer bytes) {
      if (bytes.isDirect() && bytes.alignmentOffset(bytes.position(), size) == 0) {
        return bytes.slice().order(ByteOrder.nativeOrder());
      }
      return ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder()).put(bytes.duplicate()).flip();
    }
  }
}
