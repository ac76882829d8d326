package pva.tensor;

import ai.djl.engine.EngineException;
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
import java.util.ArrayList;
import java.util.List;

/** Owns tensors of one device; closing it frees them, and those of its children. A scope is used by one thread at a time. */
public final class Scope implements AutoCloseable {
  /** Bytes of a file's tensor that go to a device at once; a buffer cannot hold more than 2 GiB. */
  private static final int PIECE = 1 << 30;
  /** Bytes that are read before they are converted. */
  private static final int STAGE = 1 << 24;

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

  /** At most 1 GiB of a matrix: on the CPU where it lies on mapped pages, else in memory of the engine, and nowhere beside it. */
  public DeviceTensor f32(Matrix matrix, long fromRow, int rows) {
    if (device.gpu() || matrix.mapped()) {
      return f32(matrix.direct(fromRow, rows), rows, matrix.cols());
    }
    PtNDArray array = manager.create(new Shape(rows, matrix.cols()), DataType.FLOAT32);
    matrix.copy(fromRow, array.toByteBuffer(true).order(ByteOrder.nativeOrder()));
    return new DeviceTensor(array, this);
  }

  /**
   * A matrix cut into tensors of {@code columns} columns, the last perhaps of fewer, each less than 2 GiB: what is multiplied with one
   * of them lies together. Its rows are read once and are not on mapped pages.
   */
  public List<DeviceTensor> byColumns(Matrix matrix, int columns) {
    List<ByteBuffer> buffers = new ArrayList<>();
    List<DeviceTensor> parts = new ArrayList<>();
    for (int from = 0; from < matrix.cols(); from += columns) {
      int n = Math.min(columns, matrix.cols() - from);
      PtNDArray array = manager.create(new Shape(matrix.rows(), n), DataType.FLOAT32);
      buffers.add(array.toByteBuffer(true).order(ByteOrder.nativeOrder()));
      parts.add(new DeviceTensor(array, this));
    }
    Columns.fill(matrix, buffers);
    return parts;
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
    boolean asIs = info.dtype() == DType.F32 && compute == DType.F32 && !device.gpu() && info.length() <= longest && file.aligned(name);
    return asIs ? f32(file.bytes(name, 0, (int) info.length()), shape(info)) : copied(file, name, compute, longest);
  }

  /** As {@link #load}, but never on mapped pages. */
  public DeviceTensor copied(TensorFile file, String name, DType compute) {
    return copied(file, name, compute, STAGE);
  }

  /** What is copied anyway is read piece by piece, so that no page of the file stays in memory beside the copy. */
  private DeviceTensor copied(TensorFile file, String name, DType compute, int longest) {
    TensorInfo info = file.info(name);
    Reading.requireFloating(file, info);
    int stage = (int) Math.min(Math.min(longest, STAGE), info.length());
    try (Scope whole = child()) {
      ByteBuffer bytes = stage == 0 ? ByteBuffer.allocateDirect(0)
          : whole.manager.create(new Shape(stage), DataType.UINT8).toByteBuffer(true).order(ByteOrder.nativeOrder());
      DeviceTensor room = null;
      for (long at = 0; room == null || at < info.length(); at += stage) {
        try (Scope s = child()) {
          int n = (int) Math.min(stage, info.length() - at);
          file.copy(name, at, bytes.clear().limit(n));
          DeviceTensor piece = s.converted(bytes.flip(), info.dtype(), compute, n / info.dtype().bytes());
          if (room == null) {
            room = device.casts().call(whole, "room", piece, info.count(), Casts.number(compute));
          }
          device.casts().call(s, "put", room, piece, at / info.dtype().bytes());
        }
      }
      return device.casts().call(this, "shaped", room, shape(info));
    }
  }

  private static long[] shape(TensorInfo info) {
    return info.shape().stream().mapToLong(Long::longValue).toArray();
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
    try {
      return new DeviceTensor(manager.create(values, new Shape(shape), type), this);
    } catch (EngineException e) {
      throw TorchProgram.failure("create", e);
    }
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
