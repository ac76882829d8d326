package pva.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.tensor.DType;
import pva.tensor.Matrix;
import pva.tensor.SafetensorsFile;
import pva.tensor.SafetensorsWriter;
import pva.tensor.TensorInfo;

/**
 * One file of the store, never changed once it is there: {@code values} [rows, width], and for each text its {@code key} I64 [4],
 * its first row in {@code start} I64 [texts + 1] and a checksum of its rows in {@code crc} I32. Values are BF16 where that loses
 * nothing, which is so after a computation in bfloat16, else F32.
 */
final class ActivationShard implements AutoCloseable {
  private static final String VALUES = "values";
  private static final String KEY = "key";
  private static final String START = "start";
  private static final String CRC = "crc";

  /** The rows of one text; they are not copied. */
  record Entry(TextKey key, int rows, float[] values) {
  }

  private final SafetensorsFile file;
  private final TensorInfo values;
  private final long[] keys;
  private final long[] start;
  private final int[] crc;

  private ActivationShard(SafetensorsFile file) {
    this.file = file;
    values = file.info(VALUES);
    keys = file.longs(KEY);
    start = file.longs(START);
    crc = file.ints(CRC);
  }

  /** The shard, or nothing where it is damaged or of another width. */
  static Optional<ActivationShard> open(Path path, int width) {
    SafetensorsFile file = null;
    ActivationShard shard = null;
    try {
      file = SafetensorsFile.open(path);
      shard = new ActivationShard(file);
      shard = shard.sound(width) ? shard : null;
      return Optional.ofNullable(shard);
    } catch (PvaException e) {
      return Optional.empty();
    } finally {
      if (shard == null && file != null) {
        file.close();
      }
    }
  }

  private boolean sound(int width) {
    int n = crc.length;
    boolean sound = values.dtype().floating() && values.shape().size() == 2 && values.shape().get(1) == width && keys.length == 4L * n
        && start.length == n + 1 && start[0] == 0 && start[n] == values.shape().get(0);
    for (int i = 0; sound && i < n; i++) {
      sound = start[i] <= start[i + 1];
    }
    return sound;
  }

  int texts() {
    return crc.length;
  }

  long rows() {
    return start[crc.length];
  }

  TextKey key(int text) {
    return new TextKey(keys[4 * text], keys[4 * text + 1], keys[4 * text + 2], keys[4 * text + 3]);
  }

  long firstRow(int text) {
    return start[text];
  }

  /** Whether the text has this many rows, and they are as they were written. */
  boolean whole(int text, int rows) {
    long rowBytes = values.shape().get(1) * values.dtype().bytes();
    return start[text + 1] - start[text] == rows && rows * rowBytes <= 1 << 30
        && crc[text] == checksum(file.bytes(VALUES, start[text] * rowBytes, (int) (rows * rowBytes)));
  }

  Matrix values() {
    return file.matrix(VALUES);
  }

  /** The texts that are whole, in memory. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    Matrix matrix = values();
    for (int i = 0; i < crc.length; i++) {
      int n = (int) (start[i + 1] - start[i]);
      if (whole(i, n)) {
        float[] rows = new float[n * matrix.cols()];
        matrix.read(start[i], n, rows, 0);
        entries.add(new Entry(key(i), n, rows));
      }
    }
    return entries;
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Writes a shard of these texts, named after them. */
  static Path write(Path folder, List<Entry> entries, int width) {
    DType dtype = entries.stream().allMatch(e -> short16(e.values, e.rows * width)) ? DType.BF16 : DType.F32;
    long rows = entries.stream().mapToLong(Entry::rows).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(rows * width * dtype.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer keys = ByteBuffer.allocate(entries.size() * 4 * Long.BYTES);
    long[] start = new long[entries.size() + 1];
    int[] crc = new int[entries.size()];
    for (int i = 0; i < entries.size(); i++) {
      Entry e = entries.get(i);
      int from = bytes.position();
      put(e.values, e.rows * width, dtype, bytes);
      crc[i] = checksum(bytes.slice(from, bytes.position() - from));
      keys.putLong(e.key.a()).putLong(e.key.b()).putLong(e.key.c()).putLong(e.key.d());
      start[i + 1] = start[i] + e.rows;
    }
    long[] key = new long[entries.size() * 4];
    keys.flip().asLongBuffer().get(key);
    Path file = folder.resolve(Sha256.of(keys.array()).substring(0, 16) + ActivationSpace.SHARD);
    new SafetensorsWriter().bytes(VALUES, dtype, bytes.flip(), rows, width).i64(KEY, key, entries.size(), 4).i64(START, start, start.length)
        .i32(CRC, crc, crc.length).write(file);
    return file;
  }

  private static boolean short16(float[] values, int n) {
    for (int i = 0; i < n; i++) {
      if ((Float.floatToRawIntBits(values[i]) & 0xffff) != 0) {
        return false;
      }
    }
    return true;
  }

  private static void put(float[] values, int n, DType dtype, ByteBuffer into) {
    if (dtype == DType.F32) {
      into.asFloatBuffer().put(values, 0, n);
      into.position(into.position() + n * Float.BYTES);
    } else {
      for (int i = 0; i < n; i++) {
        into.putShort((short) (Float.floatToRawIntBits(values[i]) >>> 16));
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
