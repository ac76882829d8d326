package pva.viz;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide text is. The widths are those of Helvetica, which Arial and Liberation Sans share; other characters count as wide ones, so
 * that text is rather given too much room than cut.
 */
final class Glyphs {
  private static final int FIRST = ' ';
  /** Of U+0020 to U+007E, in thousandths of the font size. */
  private static final short[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};
  private static final int OTHER = 600;
  private static final int IDEOGRAPH = 1000;
  private static final int FIRST_IDEOGRAPH = 0x2E80;

  private Glyphs() {
  }

  /** In pixels. Bold is about a tenth wider. */
  static double width(String text, double size, boolean bold) {
    return text.codePoints().map(Glyphs::width).sum() * size / 1000 * (bold ? 1.1 : 1);
  }

  private static int width(int c) {
    return c >= FIRST && c < FIRST + WIDTHS.length ? WIDTHS[c - FIRST] : c < FIRST_IDEOGRAPH ? OTHER : IDEOGRAPH;
  }

  /** The text, or as much of its beginning as fits, with an ellipsis. */
  static String shorten(String text, double size, boolean bold, double room) {
    if (width(text, size, bold) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + "…", size, bold) > room) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).strip() + "…";
  }

  /** The usual size of text, or as much less as it takes to fit. */
  static double size(String text, double room) {
    return Math.min(Svg.TEXT, Math.floor(2 * Svg.TEXT * room / width(text, Svg.TEXT, false)) / 2);
  }

  /** Lines no wider than the room; a word too long for a line is shortened. */
  static List<String> wrap(String text, double size, boolean bold, double room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer, size, bold) <= room) {
        line = longer;
      } else {
        if (!line.isEmpty()) {
          lines.add(line);
        }
        line = shorten(word, size, bold, room);
      }
    }
    lines.add(line);
    return lines;
  }
}
