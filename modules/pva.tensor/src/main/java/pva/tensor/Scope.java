package pva.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

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
    return make(aligned(direct), DataType.FLOAT32, shape);
  }

  public DeviceTensor f32(float[] values, long... shape) {
    if (values.length == 0 || new Shape(shape).size() != values.length) {
      return make(FloatBuffer.wrap(values), DataType.FLOAT32, shape);
    }
    if (device.gpu()) {
      return sent(DType.F32, values.length, (into, at) ->
          into.asFloatBuffer().put(values, (int) (at / Float.BYTES), into.remaining() / Float.BYTES), shape);
    }
    // filled in the engine's own memory: aligned, so the last bits of a sum do not hang on where the values lay, and freed in time
    DeviceTensor made = new DeviceTensor(manager.create(new Shape(shape), DataType.FLOAT32), this);
    made.bytes().asFloatBuffer().put(values);
    return made;
  }

  /** At most 1 GiB of a matrix: on the CPU where it lies on mapped pages, else in memory of the engine, and nowhere beside it. */
  public DeviceTensor f32(Matrix matrix, long fromRow, int rows) {
    if (device.gpu()) {
      int row = matrix.cols() * Float.BYTES;
      return device.upload().send(this, DType.F32, DType.F32, (long) rows * row, Math.max(1, Upload.PIECE / row) * row, (into, at) ->
          matrix.copy(fromRow + at / row, into), rows, matrix.cols());
    }
    if (matrix.mapped()) {
      return f32(matrix.direct(fromRow, rows), rows, matrix.cols());
    }
    DeviceTensor made = new DeviceTensor(manager.create(new Shape(rows, matrix.cols()), DataType.FLOAT32), this);
    matrix.copy(fromRow, made.bytes());
    return made;
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
      DeviceTensor part = new DeviceTensor(manager.create(new Shape(matrix.rows(), n), DataType.FLOAT32), this);
      buffers.add(part.bytes());
      parts.add(part);
    }
    Columns.fill(matrix, buffers);
    return parts;
  }

  public DeviceTensor i64(long[] values, long... shape) {
    return !device.gpu() || values.length == 0 ? make(LongBuffer.wrap(values), DataType.INT64, shape)
        : sent(DType.I64, values.length, (into, at) ->
            into.asLongBuffer().put(values, (int) (at / Long.BYTES), into.remaining() / Long.BYTES), shape);
  }

  public DeviceTensor f64(double[] values, long... shape) {
    return !device.gpu() || values.length == 0 ? make(DoubleBuffer.wrap(values), DataType.FLOAT64, shape)
        : sent(DType.F64, values.length, (into, at) ->
            into.asDoubleBuffer().put(values, (int) (at / Double.BYTES), into.remaining() / Double.BYTES), shape);
  }

  /** To a GPU, without waiting for what it still computes. */
  private DeviceTensor sent(DType type, long count, ObjLongConsumer<ByteBuffer> source, long... shape) {
    return device.upload().send(this, type, type, count * type.bytes(), Upload.PIECE, source, shape);
  }

  /** One number that was never written, for programs that ask where a tensor shall lie. */
  DeviceTensor blank() {
    return new DeviceTensor(manager.create(new Shape(1), DataType.FLOAT32), this);
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
    return copied(file, name, compute, Upload.PIECE);
  }

  /** What is copied anyway is read piece by piece, so that no page of the file stays in memory beside the copy. */
  private DeviceTensor copied(TensorFile file, String name, DType compute, int longest) {
    TensorInfo info = file.info(name);
    Reading.requireFloating(file, info);
    return device.upload().send(this, info.dtype(), compute, info.length(), Math.min(longest, Upload.PIECE),
        (into, at) -> file.copy(name, at, into), shape(info));
  }

  private static long[] shape(TensorInfo info) {
    return info.shape().stream().mapToLong(Long::longValue).toArray();
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

  /** Direct bytes as the engine must have float32: beginning at the buffer's own start, at a multiple of four. */
  private static ByteBuffer aligned(ByteBuffer bytes) {
    if (bytes.isDirect() && bytes.alignmentOffset(bytes.position(), Float.BYTES) == 0) {
      return bytes.slice().order(ByteOrder.nativeOrder());
    }
    return ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder()).put(bytes.duplicate()).flip();
  }
}
