package pva.viz;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a warning into a finished drawing: a strip below it, and the beginning of its title and its description. */
final class Mark {
  private static final Pattern DRAWING = Pattern.compile("<svg [^>]*?width=\"([0-9.]+)\" height=\"([0-9.]+)\".*?</desc>\n(.*)</svg>\n",
      Pattern.DOTALL);
  private static final double LINE = 16;
  private static final double ROOM = 12;

  private Mark() {
  }

  /** The figure's drawing, made higher by as many lines as the warning needs. */
  static String below(Figure figure, String warning) {
    Matcher drawing = DRAWING.matcher(figure.svg());
    if (!drawing.matches()) {
      throw new IllegalArgumentException("no drawing of ours: " + figure.name());
    }
    double width = Double.parseDouble(drawing.group(1));
    double height = Double.parseDouble(drawing.group(2));
    List<String> lines = Glyphs.wrap(warning, Svg.TEXT, true, width - 2 * ROOM);
    double strip = LINE * lines.size() + ROOM;
    Svg marked = new Svg(width, height + strip, warning + " " + figure.title(), warning + " " + figure.caption());
    marked.drawn(drawing.group(3)).rect(0, height, width, strip, "fill", "#fdf5ef");
    for (int i = 0; i < lines.size(); i++) {
      marked.text(ROOM, height + LINE * (i + 1) + 2, lines.get(i), "font-weight", "bold", "fill", Svg.WARNING);
    }
    return marked.document();
  }
}
