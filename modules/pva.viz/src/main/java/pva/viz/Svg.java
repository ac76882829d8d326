package pva.viz;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * An SVG document being written, in pixels from the upper left corner.
 *
 * <p>Looks are plain attributes, and nothing has an id: many figures stand in one page without touching each other, and every drawing
 * program reads them.
 */
final class Svg {
  static final double TEXT = 12;
  static final double SMALL = 11;
  static final String INK = "#222222";
  static final String QUIET = "#5f5f5f";
  static final String FAINT = "#e2e2e2";
  static final String SILENT = "#c9c9c9";
  /** Blue and vermilion of Okabe and Ito: told apart with every kind of colour vision, and by their lightness in print. */
  static final String CORRECT = "#0072b2";
  static final String INCORRECT = "#d55e00";
  static final String WARNING = "#a63c00";

  private final StringBuilder out = new StringBuilder(4096);

  Svg(double width, double height, String title, String description) {
    String w = Numbers.coordinate(width);
    String h = Numbers.coordinate(height);
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\"").append(attribute("width", w)).append(attribute("height", h))
        .append(attribute("viewBox", "0 0 " + w + " " + h)).append(attribute("role", "img"))
        .append(attribute("font-family", "Helvetica, Arial, Liberation Sans, sans-serif"))
        .append(attribute("font-size", Numbers.coordinate(TEXT))).append(attribute("fill", INK)).append(">\n");
    out.append("<title>").append(Markup.escape(title)).append("</title>\n");
    out.append("<desc>").append(Markup.escape(description)).append("</desc>\n");
    rect(0, 0, width, height, "fill", "#ffffff");
  }

  /** Attributes come in pairs of name and value, here and below. */
  Svg rect(double x, double y, double width, double height, String... attributes) {
    return open("rect").number("x", x).number("y", y).number("width", width).number("height", height).close(attributes);
  }

  Svg line(double x1, double y1, double x2, double y2, String... attributes) {
    return open("line").number("x1", x1).number("y1", y1).number("x2", x2).number("y2", y2).close(attributes);
  }

  Svg circle(double x, double y, double radius, String... attributes) {
    return open("circle").number("cx", x).number("cy", y).number("r", radius).close(attributes);
  }

  Svg path(String d, String... attributes) {
    return open("path").attributes("d", d).close(attributes);
  }

  /** {@code y} is the base line. */
  Svg text(double x, double y, String text, String... attributes) {
    open("text").number("x", x).number("y", y).attributes(attributes);
    out.append('>').append(Markup.escape(text)).append("</text>\n");
    return this;
  }

  /** Reads upwards, centred on the place. */
  Svg upright(double x, double y, String text, String... attributes) {
    open("text").attributes("transform", "translate(" + Numbers.coordinate(x) + " " + Numbers.coordinate(y) + ") rotate(-90)",
        "text-anchor", "middle").attributes(attributes);
    out.append('>').append(Markup.escape(text)).append("</text>\n");
    return this;
  }

  /** Attributes of a text that stays legible where lines pass behind it: a white rim. */
  static String[] rimmed(String... attributes) {
    String[] rim = {"stroke", "#ffffff", "stroke-width", "4", "stroke-linejoin", "round", "paint-order", "stroke"};
    return Stream.concat(Arrays.stream(rim), Arrays.stream(attributes)).toArray(String[]::new);
  }

  /** Elements of a drawing that was written before. */
  Svg drawn(String elements) {
    out.append(elements);
    return this;
  }

  String document() {
    return out + "</svg>\n";
  }

  private Svg open(String element) {
    out.append('<').append(element);
    return this;
  }

  private Svg number(String name, double value) {
    out.append(attribute(name, Numbers.coordinate(value)));
    return this;
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + Markup.escape(value) + "\"";
  }

  private Svg attributes(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      out.append(attribute(pairs[i], pairs[i + 1]));
    }
    return this;
  }

  private Svg close(String... pairs) {
    attributes(pairs);
    out.append("/>\n");
    return this;
  }
}
