package pva.viz;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import pva.viz.CurvesFigure.Curve;
import pva.viz.CurvesFigure.Kind;

/** Curves of detectors in a square, with their figures beside it and a band around the first. */
final class CurvesDrawing {
  private static final double WIDTH = 720;
  private static final double TOP = 24;
  private static final double LEFT = 58;
  private static final double SIDE = 330;
  private static final double LEGEND = LEFT + SIDE + 28;
  private static final double ENTRY = 36;
  /** Okabe and Ito's colours, told apart with every kind of colour vision; the dashes tell them apart in print. */
  private static final String[] COLOURS = {"#0072b2", "#009e73", "#d55e00", "#cc79a7", "#e69f00", "#56b4e9", "#8c8c8c"};
  private static final String[] DASHES = {"none", "7 2", "2 2", "8 3 2 3", "4 3", "1 3", "10 4"};

  private final CurvesFigure figure;
  private final Svg svg;

  private CurvesDrawing(CurvesFigure figure) {
    this.figure = figure;
    double height = Math.max(TOP + SIDE + 48, TOP + 8 + ENTRY * (figure.curves().size() + 1));
    svg = new Svg(WIDTH, height, title(), caption());
  }

  static Figure draw(CurvesFigure figure) {
    CurvesDrawing drawing = new CurvesDrawing(figure);
    drawing.square();
    drawing.legend();
    return new Figure(drawing.name(), drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void square() {
    double bottom = TOP + SIDE;
    double most = figure.kind() == Kind.RISK_COVERAGE ? highestRisk() : 1;
    Plot plot = new Plot(svg, Scale.linear(0, 1, LEFT, LEFT + SIDE), Scale.linear(0, most, bottom, TOP));
    plot.leftAxis(5, switch (figure.kind()) {
      case ROC -> "correct rows recognised";
      case PRECISION_RECALL -> "precision";
      case RISK_COVERAGE -> "share wrong among those answered";
    });
    if (figure.kind() == Kind.ROC) {
      svg.line(LEFT, bottom, LEFT + SIDE, TOP, "stroke", Svg.QUIET, "stroke-dasharray", "4 3");
    } else if (Double.isFinite(figure.base())) {
      double y = plot.y().at(figure.base());
      svg.line(LEFT, y, LEFT + SIDE, y, "stroke", Svg.QUIET, "stroke-dasharray", "4 3");
    }
    for (int i = 0; i < figure.curves().size(); i++) {
      band(plot, figure.curves().get(i), i);
    }
    for (int i = figure.curves().size() - 1; i >= 0; i--) {
      Curve c = figure.curves().get(i);
      svg.path(line(plot, c.x(), c.y(), figure.kind() == Kind.PRECISION_RECALL), "fill", "none", "stroke", colour(i), "stroke-width",
          i == 0 ? "2.2" : "1.5", "stroke-dasharray", dash(i), "stroke-linejoin", "round");
    }
    plot.bottomAxis(5, switch (figure.kind()) {
      case ROC -> "incorrect rows taken for correct";
      case PRECISION_RECALL -> "recall";
      case RISK_COVERAGE -> "share of rows answered";
    });
    if (figure.curves().isEmpty()) {
      plot.empty("no detector to show");
    }
  }

  private double highestRisk() {
    double most = Double.isFinite(figure.base()) ? figure.base() : 0;
    for (Curve c : figure.curves()) {
      most = Math.max(most, DoubleStream.concat(Arrays.stream(c.y()), Arrays.stream(c.high())).filter(Double::isFinite).max().orElse(0));
    }
    return most > 0 ? Math.min(1, 1.1 * most) : 1;
  }

  private void band(Plot plot, Curve c, int i) {
    int[] defined = IntStream.range(0, c.low().length).filter(k -> Double.isFinite(c.low()[k]) && Double.isFinite(c.high()[k])).toArray();
    if (defined.length < 2) {
      return;
    }
    StringBuilder d = new StringBuilder();
    for (int k : defined) {
      d.append(d.length() == 0 ? 'M' : 'L').append(point(plot, c.bandX()[k], c.high()[k]));
    }
    for (int k = defined.length - 1; k >= 0; k--) {
      d.append('L').append(point(plot, c.bandX()[defined[k]], c.low()[defined[k]]));
    }
    svg.path(d.append('Z').toString(), "fill", colour(i), "fill-opacity", "0.15");
  }

  /** Straight from point to point; precision holds up to the next recall, so it goes in steps. */
  private static String line(Plot plot, double[] x, double[] y, boolean steps) {
    StringBuilder d = new StringBuilder();
    double before = Double.NaN;
    String last = "";
    for (int k : IntStream.range(0, x.length).filter(i -> Double.isFinite(y[i])).toArray()) {
      if (steps && d.length() > 0) {
        d.append('L').append(point(plot, before, y[k]));
      }
      String at = point(plot, x[k], y[k]);
      if (!at.equals(last)) {
        d.append(d.length() == 0 ? 'M' : 'L').append(at);
      }
      last = at;
      before = x[k];
    }
    return d.length() == 0 ? "M0 0" : d.toString();
  }

  private static String point(Plot plot, double x, double y) {
    return Numbers.coordinate(plot.x().at(x)) + " " + Numbers.coordinate(plot.y().at(y));
  }

  private void legend() {
    double y = TOP + 12;
    double room = WIDTH - LEGEND - 44;
    for (int i = 0; i < figure.curves().size(); i++) {
      Curve c = figure.curves().get(i);
      svg.line(LEGEND, y - 4, LEGEND + 26, y - 4, "stroke", colour(i), "stroke-width", i == 0 ? "2.2" : "1.5", "stroke-dasharray", dash(i));
      svg.text(LEGEND + 34, y, Glyphs.shorten(c.name(), Svg.TEXT, i == 0, room), "font-weight", i == 0 ? "bold" : "normal");
      svg.text(LEGEND + 34, y + 14, Glyphs.shorten(c.value(), Svg.SMALL, false, room), "font-size", "11", "fill", Svg.QUIET);
      y += ENTRY;
    }
    svg.line(LEGEND, y - 4, LEGEND + 26, y - 4, "stroke", Svg.QUIET, "stroke-dasharray", "4 3");
    svg.text(LEGEND + 34, y, guess(), "fill", Svg.QUIET);
  }

  private String guess() {
    return switch (figure.kind()) {
      case ROC -> "guessing: 0.5";
      case PRECISION_RECALL -> "prevalence: " + Numbers.fixed(figure.base(), 3);
      case RISK_COVERAGE -> "answering all: " + Numbers.fixed(figure.base(), 3);
    };
  }

  private static String colour(int i) {
    return COLOURS[Math.min(i, COLOURS.length - 1)];
  }

  private static String dash(int i) {
    return DASHES[Math.min(i, DASHES.length - 1)];
  }

  private String name() {
    return switch (figure.kind()) {
      case ROC -> "roc";
      case PRECISION_RECALL -> "precision_recall";
      case RISK_COVERAGE -> "risk_coverage";
    };
  }

  private String title() {
    return switch (figure.kind()) {
      case ROC -> "ROC curves";
      case PRECISION_RECALL -> "Precision and recall";
      case RISK_COVERAGE -> "Risk against coverage: what abstaining gains";
    };
  }

  private String caption() {
    List<Curve> curves = figure.curves();
    String band = curves.stream().anyMatch(c -> c.low().length > 1)
        ? " The band is a pointwise 95 % interval, whole tasks drawn with replacement." : "";
    return "On " + figure.rows() + ". " + switch (figure.kind()) {
      case ROC -> "Every point of a curve is one threshold. The dashed diagonal is guessing; a curve that hugs it tells nothing.";
      case PRECISION_RECALL -> "Precision: the share of rows called correct that are. Recall: the share of correct rows that are called so. "
          + "The dashed line is the prevalence, which is what calling every row correct reaches: a precision means nothing beside another "
          + "prevalence.";
      case RISK_COVERAGE -> "The rows a detector is least sure of are left unanswered, from right to left. A detector that knows where it errs "
          + "falls to the left; one that does not stays level.";
    } + band;
  }
}
