package pva.viz;

import pva.viz.ReliabilityFigure.Bin;

/** Reliability: what was said against what came, with intervals, and how many rows each point stands for. */
final class ReliabilityDrawing {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 402;
  private static final double LEFT = 58;
  private static final double TOP = 24;
  private static final double SIDE = 330;
  private static final double PANEL = LEFT + SIDE + 40;

  private final ReliabilityFigure figure;
  private final Svg svg;

  private ReliabilityDrawing(ReliabilityFigure figure) {
    this.figure = figure;
    svg = new Svg(WIDTH, HEIGHT, title(), caption());
  }

  static Figure draw(ReliabilityFigure figure) {
    ReliabilityDrawing drawing = new ReliabilityDrawing(figure);
    drawing.square();
    drawing.panel();
    return new Figure("calibration", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void square() {
    Plot plot = new Plot(svg, Scale.linear(0, 1, LEFT, LEFT + SIDE), Scale.linear(0, 1, TOP + SIDE, TOP));
    plot.leftAxis(5, "share that is correct");
    svg.line(LEFT, TOP + SIDE, LEFT + SIDE, TOP, "stroke", Svg.QUIET, "stroke-dasharray", "4 3");
    int most = figure.bins().stream().mapToInt(Bin::rows).max().orElse(1);
    for (Bin bin : figure.bins()) {
      double x = plot.x().at(bin.predicted());
      svg.line(x, plot.y().at(bin.low()), x, plot.y().at(bin.high()), "stroke", Svg.CORRECT, "stroke-width", "1.4");
      svg.circle(x, plot.y().at(bin.observed()), 2.5 + 5.5 * Math.sqrt((double) bin.rows() / most), "fill", Svg.CORRECT,
          "stroke", "#ffffff");
    }
    plot.bottomAxis(5, "probability of correct, as said");
    if (figure.bins().isEmpty()) {
      plot.empty("no row to show");
    }
  }

  private void panel() {
    double y = TOP + 12;
    svg.text(PANEL, y, Glyphs.shorten(figure.detector(), Svg.TEXT, true, WIDTH - PANEL - 12), "font-weight", "bold");
    y = line(y + 24, "Brier score", Numbers.fixed(figure.brier(), 3));
    y = line(y, "… of always saying the prevalence", Numbers.fixed(figure.brierOfPrevalence(), 3));
    y = line(y, "expected calibration error", Numbers.fixed(figure.ece(), 3));
    y += 8;
    svg.text(PANEL, y, "rows a point stands for", "font-size", "11", "fill", Svg.QUIET);
    int most = figure.bins().stream().mapToInt(Bin::rows).max().orElse(0);
    int least = figure.bins().stream().mapToInt(Bin::rows).min().orElse(0);
    svg.text(WIDTH - 16, y, least == most ? Numbers.count(most) : Numbers.count(least) + " to " + Numbers.count(most), "text-anchor", "end",
        "font-size", "11", "fill", Svg.QUIET);
  }

  private double line(double y, String label, String value) {
    svg.text(PANEL, y, label, "font-size", "11");
    svg.text(WIDTH - 16, y, value, "text-anchor", "end");
    return y + 20;
  }

  private String title() {
    return "Calibration";
  }

  private String caption() {
    return "On " + figure.rows() + ". Points on the dashed line say what comes true; below it the detector promises too much. Lines are 95 % "
        + "intervals (Wilson), larger points stand for more rows. A Brier score no lower than that of the prevalence means that the "
        + "probabilities carry nothing, however well they lie on the line.";
  }
}
