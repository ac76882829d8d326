package pva.tensor;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an npy array, versions 1 to 3: type, byte order, element order, shape, and where its data begins.
 *
 * <p>Only floating-point arrays are taken; the rest is refused by its name. Faults are {@link Fault}s that say what is
 * wrong with the array; {@link NpzFile} adds which array of which file.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
record NpyHeader(DType dtype, ByteOrder order, boolean fortran, List<Long> shape, int dataOffset) {
  /** Longest header read; numpy's own are under 200 bytes. */
  static final int MAX_LENGTH = 1 << 16;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*(?:'([^']*)'|(\\[))");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^()]*)\\)");

  /** What is wrong with the array. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  /** @param start the first bytes of the array file, {@link #MAX_LENGTH} of them or all */
  static NpyHeader parse(byte[] start) throws Fault {
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= start.length || start[i] != MAGIC[i]) {
        throw new Fault("is not an npy array: it does not begin with the npy mark");
      }
    }
    int version = start.length < 12 ? 0 : start[6];
    if (version < 1 || version > 3) {
      throw new Fault("has an npy header of version " + version + "; 1 to 3 are read");
    }
    ByteBuffer b = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1 ? b.getShort(8) & 0xffff : b.getInt(8) & 0xffffffffL;
    int from = version == 1 ? 10 : 12;
    if (length > start.length - from) {
      throw new Fault("has an npy header of " + length + " bytes, more than there are");
    }
    return parse(new String(start, from, (int) length, StandardCharsets.UTF_8).strip(), (int) (from + length));
  }

  private static NpyHeader parse(String dict, int dataOffset) throws Fault {
    Matcher descr = DESCR.matcher(dict);
    Matcher fortran = FORTRAN.matcher(dict);
    Matcher shape = SHAPE.matcher(dict);
    if (!dict.startsWith("{") || !dict.endsWith("}") || !descr.find() || !fortran.find() || !shape.find()) {
      throw new Fault("has a damaged npy header: it does not say descr, fortran_order and shape");
    }
    if (descr.group(1) == null) {
      throw new Fault("has a structured type; float16, float32 and float64 are read");
    }
    String type = descr.group(1);
    ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    NpyHeader header = new NpyHeader(dtype(type), order, fortran.group(1).equals("True"), shape(shape.group(1)), dataOffset);
    if (header.fortran && header.shape.size() > 2) {
      throw new Fault("is in Fortran order with " + header.shape.size() + " axes; two are read");
    }
    return header;
  }

  private static DType dtype(String descr) throws Fault {
    switch (descr) {
      case "<f4", ">f4", "=f4":
        return DType.F32;
      case "<f2", ">f2", "=f2":
        return DType.F16;
      case "<f8", ">f8", "=f8":
        return DType.F64;
      case "|O", "O":
        throw new Fault("is an object array: its data is a pickle, which can run code and is never read");
      default:
        throw new Fault("is " + name(descr) + "; float16, float32 and float64 are read");
    }
  }

  /** {@code int64} for {@code <i8}; the descriptor itself where numpy has no such type. */
  private static String name(String descr) {
    Matcher m = Pattern.compile("[<>|=]?([iucb])(1|2|4|8|16)").matcher(descr);
    if (!m.matches()) {
      return "of the unknown type '" + descr + "'";
    }
    String kind = switch (m.group(1)) {
      case "i" -> "int";
      case "u" -> "uint";
      case "c" -> "complex";
      default -> "bool";
    };
    return kind + (kind.equals("bool") ? "" : 8 * Integer.parseInt(m.group(2))) + " (" + descr + ")";
  }

  private static List<Long> shape(String text) throws Fault {
    List<Long> shape = new ArrayList<>();
    BigInteger count = BigInteger.ONE;
    for (String part : text.isBlank() ? new String[0] : text.split(",")) {
      String size = part.strip();
      if (!size.matches("[0-9]{1,17}")) {
        throw new Fault("has the shape (" + text + "), which has a size that is negative or no number");
      }
      count = count.multiply(new BigInteger(size));
      if (count.bitLength() > 56) {
        throw new Fault("has the shape (" + text + "), which is more than any file holds");
      }
      shape.add(Long.parseLong(size));
    }
    return List.copyOf(shape);
  }

  long count() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  long dataLength() {
    return count() * dtype.bytes();
  }

  /** True where the bytes can be used as they lie: little-endian, rows first. */
  boolean asIs() {
    return order == ByteOrder.LITTLE_ENDIAN && (!fortran || shape.size() < 2);
  }
}
