package pva.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import pva.base.PvaException;

/** The lines of a UTF-8 file that are not blank, with their numbers; the file is never held whole. */
final class TextLines implements AutoCloseable {
  /** Longest line: a file without line ends must not fill the memory. */
  static final int MAX_LINE = 64 << 20;

  private final Path path;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int filled;
  private int at;
  private byte[] bytes = new byte[1 << 12];
  private long number;
  private boolean ended;

  /** A line without its end; {@code number} counts from 1, blank lines included. */
  record Line(long number, String text) {
  }

  private TextLines(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  static TextLines open(Path path) {
    boolean mark = FileHead.read(path).utf8Mark();
    try {
      InputStream in = Files.newInputStream(path);
      in.skipNBytes(mark ? 3 : 0);
      return new TextLines(path, in);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The next line that is not blank, or null at the end. Fails with PVA-DATA-012 where it is not UTF-8. */
  Line next() {
    while (!ended) {
      String text = line();
      if (!text.isBlank()) {
        return new Line(number, text);
      }
    }
    return null;
  }

  private String line() {
    int length = 0;
    number++;
    try {
      int b = read();
      for (; b >= 0 && b != '\n'; b = read()) {
        if (length == MAX_LINE) {
          throw PvaException.failed("PVA-DATA-013", "line " + number + " is longer than 64 MiB: these are not JSON lines").at(path);
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) b;
      }
      ended = b < 0;
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      throw PvaException.failed("PVA-DATA-012", "line " + number + " is not UTF-8").at(path).help("save the file as UTF-8");
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private int read() throws IOException {
    if (at == filled) {
      filled = in.read(buffer);
      at = 0;
    }
    return filled < 0 ? -1 : buffer[at++] & 0xFF;
  }

  private static PvaException unreadable(Path path, IOException e) {
    return PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(path).because(e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // only read: nothing can be lost
    }
  }
}
