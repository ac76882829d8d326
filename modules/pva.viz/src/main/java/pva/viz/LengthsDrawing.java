package pva.viz;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Two histograms on one axis, correct above incorrect, with the limit marked where solutions come near it. */
final class LengthsDrawing {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 326;
  private static final double LEFT = 64;
  private static final double RIGHT = 696;
  private static final double[] TOPS = {32, 164};
  private static final double TALL = 100;
  private static final int BINS = 40;

  private final LengthsFigure figure;
  private final int longest;
  private final Svg svg;

  private LengthsDrawing(LengthsFigure figure) {
    this.figure = figure;
    longest = IntStream.concat(Arrays.stream(figure.correct()), Arrays.stream(figure.incorrect())).max().orElse(0);
    svg = new Svg(WIDTH, HEIGHT, title(), caption());
  }

  static Figure draw(LengthsFigure figure) {
    LengthsDrawing drawing = new LengthsDrawing(figure);
    drawing.panel(0, "correct", figure.correct(), Svg.CORRECT);
    drawing.panel(1, "incorrect", figure.incorrect(), Svg.INCORRECT);
    return new Figure("lengths", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void panel(int number, String name, int[] lengths, String colour) {
    int width = longest / BINS + 1;
    int bins = Math.max(1, (longest + width) / width);
    Bins counted = Bins.linear(Arrays.stream(lengths).asDoubleStream().toArray(), 0, bins * width, bins);
    double top = TOPS[number];
    svg.text(LEFT, top - 12, name + " (n = " + Numbers.count(lengths.length) + ")", "font-weight", "bold", "fill", colour);
    Plot plot = new Plot(svg, Scale.linear(0, bins * width, LEFT, RIGHT),
        Scale.linear(0, Math.max(1, 1.1 * counted.most()), top + TALL, top));
    plot.leftAxis(Math.min(3, Math.max(1, counted.most())), "solutions");
    for (int i = 0; i < bins; i++) {
      if (counted.counts()[i] > 0) {
        double x = plot.x().at(counted.edges()[i]);
        double y = plot.y().at(counted.counts()[i]);
        svg.rect(x, y, Math.max(0.8, plot.x().at(counted.edges()[i + 1]) - x - 0.6), plot.bottom() - y, "fill", colour);
      }
    }
    if (figure.limit() <= bins * width) {
      plot.mark(figure.limit(), "limit " + Numbers.count(figure.limit()));
    }
    if (lengths.length == 0) {
      plot.empty("no such solution");
    }
    if (number == 1) {
      plot.bottomAxis(8, "tokens generated");
    } else {
      svg.line(LEFT, plot.bottom(), RIGHT, plot.bottom(), "stroke", Svg.INK);
    }
  }

  private String title() {
    return "How long the solutions are";
  }

  private String caption() {
    long cut = Arrays.stream(figure.correct()).filter(n -> n >= figure.limit()).count()
        + Arrays.stream(figure.incorrect()).filter(n -> n >= figure.limit()).count();
    return figure.which() + ". Median " + median(figure.correct()) + " tokens where correct, " + median(figure.incorrect())
        + " where incorrect; " + (cut == 0 ? "none" : Numbers.count(cut)) + " reached the limit of " + Numbers.count(figure.limit()) + ".";
  }

  private static String median(int[] lengths) {
    int[] sorted = lengths.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    if (n == 0) {
      return Numbers.NONE;
    }
    int twice = sorted[(n - 1) / 2] + sorted[n / 2];
    return twice % 2 == 0 ? Numbers.count(twice / 2) : Numbers.fixed(twice / 2.0, 1);
  }
}
