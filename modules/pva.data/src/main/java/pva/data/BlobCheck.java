package pva.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Whether bytes on disk are those that their entity tag names. The hub's tag of a large file is its SHA-256, that of a small
 * one git's SHA-1 of {@code "blob " + size + "\0"} and the content.
 */
final class BlobCheck {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+=-]{0,127}");

  private BlobCheck() {
  }

  /** Whether the tag can be the name of a file. */
  static boolean usable(String etag) {
    return NAME.matcher(etag).matches();
  }

  /** Whether the tag is a checksum; tags of other servers are not, and then the size alone tells. */
  static boolean isChecksum(String etag) {
    return SHA256.matcher(etag).matches() || GIT.matcher(etag).matches();
  }

  static boolean holds(Path file, String etag) throws IOException {
    if (!isChecksum(etag)) {
      return true;
    }
    boolean git = GIT.matcher(etag).matches();
    MessageDigest digest = digest(git ? "SHA-1" : "SHA-256");
    if (git) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 20];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(etag);
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }
}
