package pva.tensor;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import pva.base.PvaException;

/**
 * Named tensors of one file, on memory-mapped pages: nothing is read before it is asked for.
 *
 * <p>The reading methods fail with PVA-ST-020 (no such tensor), PVA-ST-021 (the type cannot be read so), PVA-ST-022 (the
 * shape cannot be read so) and PVA-ST-023 (NaN or infinite); each names the file and the tensor.
 *
 * <p>After {@link #close} arrays and buffers stay valid, a {@link Matrix} of the file does not.
 */
public interface TensorFile extends AutoCloseable {
  Path path();

  /** What the file holds, by name, in the order of the file. */
  Map<String, TensorInfo> tensors();

  /** The file's own remarks; empty where the format has none. */
  Map<String, String> metadata();

  /**
   * Bytes of a tensor, row-major and little-endian: read-only, direct, and on the mapped pages (no copy).
   *
   * @param from the first byte, counted from the tensor's own beginning
   * @param length at most 1 GiB
   */
  ByteBuffer bytes(String name, long from, int length);

  /**
   * Copies bytes of a tensor, as many as there is room for in {@code into}, at most 1 GiB. What is copied is read, not mapped, where
   * the file can do so: then memory holds it once.
   */
  default void copy(String name, long from, ByteBuffer into) {
    into.put(bytes(name, from, into.remaining()));
  }

  /** Whether {@link #bytes} of a tensor begin at a multiple of the size of its elements. */
  default boolean aligned(String name) {
    TensorInfo info = info(name);
    return info.length() == 0 || bytes(name, 0, 1).alignmentOffset(0, info.dtype().bytes()) == 0;
  }

  @Override
  void close();

  default boolean has(String name) {
    return tensors().containsKey(name);
  }

  default TensorInfo info(String name) {
    TensorInfo info = tensors().get(name);
    if (info == null) {
      throw PvaException.failed("PVA-ST-020", "there is no tensor `" + name + "`").at(path())
          .help("the file holds: " + Reading.names(tensors().keySet()));
    }
    return info;
  }

  /** A floating tensor of two axes as float32 [rows, cols]; F32 stays on the mapped pages, other types are converted as they are read. */
  default Matrix matrix(String name) {
    return Reading.matrix(this, info(name));
  }

  /** A floating tensor of any shape as float32, flattened row-major. */
  default float[] vector(String name) {
    return Reading.floats(this, info(name));
  }

  /** An I64, I32, I16, I8 or U8 tensor of any shape, flattened row-major. */
  default long[] longs(String name) {
    return Reading.longs(this, info(name));
  }

  /** As {@link #longs}; fails with PVA-ST-021 on I64. */
  default int[] ints(String name) {
    return Reading.ints(this, info(name));
  }

  /** Reads a whole floating tensor and fails with PVA-ST-023 at its first NaN or infinite value, naming its index. */
  default void checkFinite(String name) {
    Reading.checkFinite(this, info(name));
  }
}
