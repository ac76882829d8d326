package pva.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The identity of what a model reads: SHA-256 over the token ids, as four numbers. */
record TextKey(long a, long b, long c, long d) {
  /** Of the first {@code count} ids. */
  static TextKey of(int[] ids, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES);
    bytes.asIntBuffer().put(ids, 0, count);
    try {
      ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
      return new TextKey(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
