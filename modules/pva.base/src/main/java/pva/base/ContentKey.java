package pva.base;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The identity of a step's result: SHA-256 over a typed, length-prefixed encoding of everything that can change it.
 *
 * <p>Every field is written as type, name and value with their lengths, so no two different sets of inputs share an
 * encoding ({@code "ab","c"} is not {@code "a","bc"}, 1 is not 1.0, and an absent value is not an empty one).
 */
public final class ContentKey {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private ContentKey() {
  }

  /** Starts the key of a step; {@code version} is the step's own and rises when its result would change. */
  public static ContentKey of(String step, int version) {
    return new ContentKey().put("step", step).put("version", version);
  }

  public ContentKey put(String name, String value) {
    return value == null ? field('0', name, new byte[0]) : field('s', name, value.getBytes(StandardCharsets.UTF_8));
  }

  public ContentKey put(String name, long value) {
    return field('l', name, longBytes(value));
  }

  public ContentKey put(String name, double value) {
    return field('d', name, longBytes(Double.doubleToLongBits(value)));
  }

  public ContentKey put(String name, boolean value) {
    return field('b', name, new byte[] {(byte) (value ? 1 : 0)});
  }

  public ContentKey put(String name, List<?> values) {
    put(name + ".size", values.size());
    for (Object v : values) {
      if (v instanceof Long || v instanceof Integer) {
        put(name, ((Number) v).longValue());
      } else if (v instanceof Double d) {
        put(name, d.doubleValue());
      } else if (v instanceof String s) {
        put(name, s);
      } else {
        throw new IllegalArgumentException("a content key cannot hold " + v);
      }
    }
    return this;
  }

  /** The key: 64 lower-case hexadecimal digits. */
  public String hex() {
    return Sha256.of(bytes.toByteArray());
  }

  private ContentKey field(char type, String name, byte[] value) {
    try {
      byte[] n = name.getBytes(StandardCharsets.UTF_8);
      out.writeByte(type);
      out.writeInt(n.length);
      out.write(n);
      out.writeInt(value.length);
      out.write(value);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] longBytes(long v) {
    return java.nio.ByteBuffer.allocate(Long.BYTES).putLong(v).array();
  }
}
