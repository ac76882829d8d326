package pva.viz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Dose curves: what is corrected, what is corrupted, and what is left of it, each with its controls. */
final class DoseDrawing {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 318;
  private static final double TOP = 72;
  private static final double BOTTOM = 252;
  private static final double PANEL = 178;
  private static final double STEP = 250;
  private static final double LEFT = 66;
  private static final String NONE = "0";

  private final DoseFigure figure;
  private final List<DoseFigure.Dose> doses;
  private final Svg svg;

  private DoseDrawing(DoseFigure figure) {
    this.figure = figure;
    doses = new ArrayList<>(figure.doses());
    long below = doses.stream().filter(d -> d.amount() < 0).count();
    DoseFigure.Share none = new DoseFigure.Share(0, Double.NaN, Double.NaN);
    doses.add((int) below, new DoseFigure.Dose(NONE, 0, none, none, none, List.of()));
    svg = new Svg(WIDTH, HEIGHT, title(), caption());
  }

  static Figure draw(DoseFigure figure) {
    DoseDrawing drawing = new DoseDrawing(figure);
    drawing.panel(0, "Corrected", "share of wrong tasks", Svg.CORRECT, DoseFigure.Dose::correction, DoseFigure.Control::correction);
    drawing.panel(1, "Corrupted", "share of right tasks", Svg.INCORRECT, DoseFigure.Dose::corruption, DoseFigure.Control::corruption);
    drawing.panel(2, "Change of pass@1", "share of all tasks", Svg.INK, DoseFigure.Dose::change, DoseFigure.Control::change);
    return new Figure("dose_curve", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void panel(int place, String name, String axis, String colour, Function<DoseFigure.Dose, DoseFigure.Share> share,
      ToDoubleFunction<DoseFigure.Control> control) {
    double left = LEFT + place * STEP;
    double[] all = doses.stream().flatMapToDouble(d -> DoubleStream.concat(bounds(share.apply(d)),
        d.controls().stream().mapToDouble(control))).filter(Double::isFinite).toArray();
    double low = Math.min(0, Arrays.stream(all).min().orElse(0));
    double high = Math.max(0.05, Arrays.stream(all).max().orElse(1));
    double room = 0.06 * (high - low);
    Plot plot = new Plot(svg, Scale.linear(-0.4, doses.size() - 0.6, left, left + PANEL),
        Scale.linear(low == 0 ? 0 : low - room, high + room, BOTTOM, TOP));
    svg.text(left, 40, name, "font-weight", "bold", "fill", colour);
    svg.text(left, 57, axis, "font-size", "11", "fill", Svg.QUIET);
    plot.leftAxis(5, "");
    if (low < 0) {
      svg.line(left, plot.y().at(0), left + PANEL, plot.y().at(0), "stroke", Svg.QUIET);
    }
    nineTenths(plot, control);
    chosen(plot);
    controls(plot, control);
    band(plot, colour, share);
    curve(plot, colour, share);
    axis(plot);
  }

  /** Where the middle nine tenths of the controls lie, from dose to dose. */
  private void nineTenths(Plot plot, ToDoubleFunction<DoseFigure.Control> control) {
    StringBuilder above = new StringBuilder();
    StringBuilder below = new StringBuilder();
    for (int i = 0; i < doses.size(); i++) {
      double[] sorted = doses.get(i).controls().stream().mapToDouble(control).filter(Double::isFinite).sorted().toArray();
      boolean none = doses.get(i).amount() == 0;
      if (none || sorted.length > 1) {
        String x = Numbers.coordinate(plot.x().at(i));
        above.append(above.length() == 0 ? "M" : " L").append(x).append(' ')
            .append(Numbers.coordinate(plot.y().at(none ? 0 : Box.quantile(sorted, 0.95))));
        below.insert(0, " L" + x + " " + Numbers.coordinate(plot.y().at(none ? 0 : Box.quantile(sorted, 0.05))));
      }
    }
    if (above.length() > 0) {
      svg.path(above + below.toString() + " Z", "fill", "#efefef");
    }
  }

  private static DoubleStream bounds(DoseFigure.Share s) {
    return DoubleStream.of(s.value(), s.low(), s.high());
  }

  private void chosen(Plot plot) {
    DoseFigure.Dose dose = figure.doses().get(figure.chosen());
    double at = plot.x().at(doses.indexOf(dose));
    svg.line(at, plot.top(), at, plot.bottom(), "stroke", Svg.QUIET, "stroke-dasharray", "3 3");
  }

  /** One ring a control, spread sideways so that equal ones are seen to be many. */
  private void controls(Plot plot, ToDoubleFunction<DoseFigure.Control> control) {
    for (int i = 0; i < doses.size(); i++) {
      List<DoseFigure.Control> here = doses.get(i).controls();
      for (int k = 0; k < here.size(); k++) {
        double value = control.applyAsDouble(here.get(k));
        if (Double.isFinite(value)) {
          double aside = here.size() < 2 ? 0 : 0.5 * k / (here.size() - 1) - 0.25;
          svg.circle(plot.x().at(i + aside), plot.y().at(value), 1.8, "fill", "none", "stroke", "#8a8a8a", "stroke-width", "0.8");
        }
      }
    }
  }

  private void band(Plot plot, String colour, Function<DoseFigure.Dose, DoseFigure.Share> share) {
    for (int i = 0; i < doses.size(); i++) {
      DoseFigure.Share s = share.apply(doses.get(i));
      if (Double.isFinite(s.low()) && Double.isFinite(s.high())) {
        double at = plot.x().at(i);
        svg.rect(at - 5, plot.y().at(s.high()), 10, Math.max(0.5, plot.y().at(s.low()) - plot.y().at(s.high())), "fill", colour,
            "fill-opacity", "0.18");
      }
    }
  }

  private void curve(Plot plot, String colour, Function<DoseFigure.Dose, DoseFigure.Share> share) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < doses.size(); i++) {
      double value = share.apply(doses.get(i)).value();
      if (Double.isFinite(value)) {
        String at = Numbers.coordinate(plot.x().at(i)) + " " + Numbers.coordinate(plot.y().at(value));
        path.append(path.length() == 0 ? "M" : " L").append(at);
        svg.circle(plot.x().at(i), plot.y().at(value), 3.2, "fill", colour);
      }
    }
    svg.path(path.toString(), "fill", "none", "stroke", colour, "stroke-width", "1.6");
  }

  private void axis(Plot plot) {
    svg.line(plot.left(), plot.bottom(), plot.right(), plot.bottom(), "stroke", Svg.INK);
    for (int i = 0; i < doses.size(); i++) {
      double at = plot.x().at(i);
      double room = (plot.right() - plot.left()) / doses.size();
      svg.line(at, plot.bottom(), at, plot.bottom() + 4, "stroke", Svg.INK);
      svg.text(at, plot.bottom() + 16, Glyphs.shorten(doses.get(i).label(), Svg.SMALL, false, Math.max(24, room)), "text-anchor", "middle",
          "font-size", "11");
    }
    svg.text(plot.middle(), plot.bottom() + 36, Glyphs.shorten(figure.unit(), Svg.SMALL, false, STEP - 20), "text-anchor", "middle",
        "font-size", "11");
  }

  private String title() {
    return "What a dose of " + figure.direction() + " does";
  }

  private String caption() {
    int controls = figure.doses().stream().mapToInt(d -> d.controls().size()).max().orElse(0);
    return "On " + figure.tasks() + ". Line and dots: the direction; bars: its exact 95 % interval (Clopper and Pearson); rings: "
        + Numbers.count(controls)
        + " controls, changed alike; grey: the middle nine tenths of them. Dashed: the dose that was chosen on these tasks. The doses stand side by side "
        + "in their order, whatever lies between them; at 0 nothing is changed.";
  }
}
