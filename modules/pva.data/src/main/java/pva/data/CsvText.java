package pva.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.io.NumberOutput;

/** Cells as RFC 4180 has them, in UTF-8. */
final class CsvText {
  private static final int KNOWN = 1 << 10;

  private byte[] bytes = new byte[1 << 16];
  private int size;
  private final long[] knownBits = new long[KNOWN];
  private final byte[][] knownText = new byte[KNOWN][];

  /** Begins anew, with the numbers that are known already. */
  void clear() {
    size = 0;
  }

  void cell(Column column, int row) {
    if (column instanceof Column.Doubles doubles) {
      number(doubles.values()[row]);
    } else if (column instanceof Column.TextLists lists) {
      List<String> texts = lists.value(row);
      text(texts == null ? null : String.join("\n", texts));
    } else if (column instanceof Column.Texts texts) {
      text(texts.values()[row]);
    } else {
      add(column.value(row).toString());
    }
  }

  /** Nothing for NaN. Many columns hold few different numbers, so the last ones are kept as text. */
  private void number(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    long bits = Double.doubleToRawLongBits(value);
    int place = (int) ((bits * 0x9E3779B97F4A7C15L) >>> 54);
    byte[] text = knownText[place];
    if (text == null || knownBits[place] != bits) {
      // Double.toString is not the shortest before JDK 19, so bytes would differ
      text = NumberOutput.toString(value, true).getBytes(StandardCharsets.ISO_8859_1);
      knownText[place] = text;
      knownBits[place] = bits;
    }
    add(text);
  }

  /** A text; nothing where it is absent. An empty text is quoted, to tell it from an absent one. */
  void text(String text) {
    if (text != null) {
      boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      add(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
    }
  }

  /** Begins the cell of that column. */
  void start(int column) {
    if (column > 0) {
      add(',');
    }
  }

  void endLine() {
    add('\n');
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(byte[] text) {
    room(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private void add(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
