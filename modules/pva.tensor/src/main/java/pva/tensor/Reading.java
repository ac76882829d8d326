package pva.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import pva.base.PvaException;

/** Turns the bytes of a tensor into numbers. */
final class Reading {
  /** Elements converted at a time. */
  private static final int BLOCK = 1 << 16;

  private Reading() {
  }

  static Matrix matrix(TensorFile file, TensorInfo info) {
    requireFloating(file, info);
    if (info.shape().size() != 2 || info.shape().get(1) > Integer.MAX_VALUE / Float.BYTES) {
      throw PvaException.failed("PVA-ST-022", "`" + info.name() + "` is not a matrix: its shape is " + info.shapeText()).at(file.path());
    }
    return new TensorMatrix(file, info);
  }

  static float[] floats(TensorFile file, TensorInfo info) {
    requireFloating(file, info);
    float[] values = new float[heapCount(file, info)];
    floats(file, info, 0, values.length, values, 0);
    return values;
  }

  /**
   * Elements {@code from} to {@code from + count} (not included) as float32. They are read, not mapped: a row of an embedding would
   * bring sixteen pages into memory with it.
   */
  static void floats(TensorFile file, TensorInfo info, long from, int count, float[] into, int at) {
    int size = info.dtype().bytes();
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(BLOCK, count) * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < count; done += BLOCK) {
      int n = Math.min(BLOCK, count - done);
      file.copy(info.name(), (from + done) * size, bytes.clear().limit(n * size));
      convert(info.dtype(), bytes.flip(), n, into, at + done);
    }
  }

  private static void convert(DType dtype, ByteBuffer bytes, int n, float[] into, int at) {
    switch (dtype) {
      case F32 -> {
        FloatBuffer b = bytes.asFloatBuffer();
        b.get(into, at, n);
      }
      case F64 -> {
        DoubleBuffer b = bytes.asDoubleBuffer();
        for (int i = 0; i < n; i++) {
          into[at + i] = (float) b.get(i);
        }
      }
      case BF16 -> {
        ShortBuffer b = bytes.asShortBuffer();
        for (int i = 0; i < n; i++) {
          into[at + i] = Float.intBitsToFloat(b.get(i) << 16);
        }
      }
      case F16 -> {
        ShortBuffer b = bytes.asShortBuffer();
        for (int i = 0; i < n; i++) {
          into[at + i] = half(b.get(i));
        }
      }
      default -> throw new IllegalArgumentException(dtype + " is not floating");
    }
  }

  /** IEEE 754 binary16 to float32, exactly; {@code Float.float16ToFloat} came after Java 17. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float tiny = fraction * 0x1p-24f;
      return sign == 0 ? tiny : -tiny;
    }
    int e = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | e << 23 | fraction << 13);
  }

  static long[] longs(TensorFile file, TensorInfo info) {
    long[] values = new long[heapCount(file, info)];
    int size = info.dtype().bytes();
    for (int done = 0; done < values.length; done += BLOCK) {
      int n = Math.min(BLOCK, values.length - done);
      ByteBuffer b = file.bytes(info.name(), (long) done * size, n * size).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < n; i++) {
        values[done + i] = whole(file, info, b, i);
      }
    }
    return values;
  }

  static int[] ints(TensorFile file, TensorInfo info) {
    if (info.dtype() == DType.I64) {
      throw wrongType(file, info, "whole numbers of 32 bits");
    }
    int[] values = new int[heapCount(file, info)];
    int size = info.dtype().bytes();
    for (int done = 0; done < values.length; done += BLOCK) {
      int n = Math.min(BLOCK, values.length - done);
      ByteBuffer b = file.bytes(info.name(), (long) done * size, n * size).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < n; i++) {
        values[done + i] = (int) whole(file, info, b, i);
      }
    }
    return values;
  }

  private static long whole(TensorFile file, TensorInfo info, ByteBuffer b, int i) {
    return switch (info.dtype()) {
      case I64 -> b.getLong(8 * i);
      case I32 -> b.getInt(4 * i);
      case I16 -> b.getShort(2 * i);
      case I8 -> b.get(i);
      case U8 -> b.get(i) & 0xff;
      default -> throw wrongType(file, info, "whole numbers");
    };
  }

  static void checkFinite(TensorFile file, TensorInfo info) {
    requireFloating(file, info);
    long count = info.count();
    float[] block = new float[(int) Math.min(BLOCK, count)];
    for (long from = 0; from < count; from += BLOCK) {
      int n = (int) Math.min(BLOCK, count - from);
      floats(file, info, from, n, block, 0);
      for (int i = 0; i < n; i++) {
        if (!Float.isFinite(block[i])) {
          String what = Float.isNaN(block[i]) ? "NaN" : block[i] > 0 ? "Inf" : "-Inf";
          throw PvaException.failed("PVA-ST-023", "`" + info.name() + "` holds " + what + " at " + index(info, from + i)).at(file.path())
              .help("a weight must be a number: the file is damaged or was saved from a failed training");
        }
      }
    }
  }

  private static String index(TensorInfo info, long flat) {
    long[] place = new long[info.shape().size()];
    long rest = flat;
    for (int a = place.length - 1; a >= 0; a--) {
      place[a] = rest % info.shape().get(a);
      rest /= info.shape().get(a);
    }
    return Arrays.toString(place);
  }

  static void requireFloating(TensorFile file, TensorInfo info) {
    if (!info.dtype().floating()) {
      throw wrongType(file, info, "floating-point numbers");
    }
  }

  private static PvaException wrongType(TensorFile file, TensorInfo info, String wanted) {
    return PvaException.failed("PVA-ST-021", "`" + info.name() + "` holds " + info.dtype() + ", not " + wanted).at(file.path());
  }

  private static int heapCount(TensorFile file, TensorInfo info) {
    if (info.count() > Integer.MAX_VALUE - 8) {
      throw PvaException.failed("PVA-ST-022", "`" + info.name() + "` is too large to be read at once: its shape is " + info.shapeText())
          .at(file.path());
    }
    return (int) info.count();
  }

  static String names(Collection<String> names) {
    String some = names.stream().limit(12).collect(Collectors.joining(", "));
    return names.isEmpty() ? "nothing" : names.size() > 12 ? some + " and " + (names.size() - 12) + " more" : some;
  }
}
