package pva.viz;

import java.util.List;
import java.util.stream.DoubleStream;

/** Top latents: signed bars with their intervals and values, beside the summary. */
final class TopDrawing {
  private static final double WIDTH = 720;
  private static final double TOP = 66;
  private static final double ROW = 18;
  private static final double LEFT = 76;
  private static final double RIGHT = 348;
  private static final double PANEL = 506;
  private static final int MOST = 50;

  private final TopFigure top;
  private final List<TopFigure.Bar> bars;
  private final double bottom;
  private final double height;
  private final Svg svg;

  private TopDrawing(TopFigure top) {
    this.top = top;
    bars = top.bars().subList(0, Math.min(MOST, top.bars().size()));
    bottom = TOP + ROW * Math.max(3, bars.size()) + 6;
    height = Math.max(bottom + 62, panelBottom() + 16);
    svg = new Svg(WIDTH, height, title(), "Signed values of the top latents, in rank order, beside a summary of all latents.");
  }

  static Figure draw(TopFigure top) {
    TopDrawing drawing = new TopDrawing(top);
    drawing.bars();
    drawing.panel();
    return new Figure("top_latents", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void bars() {
    legend();
    double lo = Math.min(0, ends().min().orElse(0));
    double hi = Math.max(0, ends().max().orElse(1));
    double room = lo == hi ? 1 : 0.04 * (hi - lo);
    Plot plot = new Plot(svg, Scale.linear(lo < 0 ? lo - room : 0, hi > 0 || lo == 0 ? hi + room : 0, LEFT, RIGHT),
        Scale.linear(0, 1, bottom, TOP));
    for (Scale.Tick tick : plot.x().ticks(5)) {
      double at = plot.x().at(tick.value());
      svg.line(at, TOP, at, bottom, "stroke", Svg.FAINT);
    }
    for (int i = 0; i < bars.size(); i++) {
      bar(plot, bars.get(i), TOP + 4 + ROW * i);
    }
    svg.line(plot.x().at(0), TOP, plot.x().at(0), bottom, "stroke", Svg.INK);
    plot.bottomAxis(5, top.axis());
    if (bars.isEmpty()) {
      plot.empty("no latent to show");
    }
  }

  private DoubleStream ends() {
    return bars.stream().flatMapToDouble(b -> DoubleStream.of(b.value(), b.low(), b.high())).filter(Double::isFinite);
  }

  private void legend() {
    svg.rect(LEFT, 30, 11, 11, "fill", Svg.CORRECT);
    svg.text(LEFT + 16, 40, "more active on correct rows", "font-size", "11");
    svg.rect(LEFT + 186, 30, 11, 11, "fill", Svg.INCORRECT);
    svg.text(LEFT + 202, 40, "more active on incorrect rows", "font-size", "11");
    svg.text(LEFT - 8, 60, "latent", "text-anchor", "end", "font-size", "11", "fill", Svg.QUIET);
    svg.text(RIGHT + 12, 60, hasIntervals() ? "value, 95 % interval" : "value", "font-size", "11", "fill", Svg.QUIET);
  }

  private void bar(Plot plot, TopFigure.Bar bar, double y) {
    double base = y + ROW / 2 + 2;
    String name = bar.latent().text();
    svg.text(LEFT - 8, base, name, "text-anchor", "end", "font-size", Numbers.coordinate(Glyphs.size(name, LEFT - 12)));
    if (!Double.isFinite(bar.value())) {
      svg.text(RIGHT + 12, base, "undefined", "fill", Svg.QUIET);
      return;
    }
    double zero = plot.x().at(0);
    double end = plot.x().at(bar.value());
    svg.rect(Math.min(zero, end), y, Math.abs(end - zero), ROW - 5, "fill", bar.value() < 0 ? Svg.INCORRECT : Svg.CORRECT);
    svg.text(RIGHT + 12, base, Numbers.signed(bar.value(), 3));
    if (Double.isFinite(bar.low()) && Double.isFinite(bar.high())) {
      double middle = y + (ROW - 5) / 2;
      double from = plot.x().at(bar.low());
      double to = plot.x().at(bar.high());
      svg.path("M" + point(from, middle) + "L" + point(to, middle) + "M" + point(from, middle - 3) + "L" + point(from, middle + 3)
          + "M" + point(to, middle - 3) + "L" + point(to, middle + 3), "stroke", Svg.INK, "stroke-width", "1.2", "fill", "none");
      svg.text(RIGHT + 58, base, "[" + Numbers.signed(bar.low(), 2) + ", " + Numbers.signed(bar.high(), 2) + "]", "font-size", "11",
          "fill", Svg.QUIET);
    }
  }

  private static String point(double x, double y) {
    return Numbers.coordinate(x) + " " + Numbers.coordinate(y);
  }

  private void panel() {
    if (top.summary().isEmpty()) {
      return;
    }
    svg.rect(PANEL, 30, WIDTH - PANEL - 12, panelBottom() - 30, "fill", "#f6f6f6", "stroke", Svg.FAINT);
    svg.text(PANEL + 12, 50, "Summary", "font-weight", "bold");
    double y = 72;
    for (Fact fact : top.summary()) {
      double room = WIDTH - PANEL - 36;
      boolean oneLine = oneLine(fact);
      svg.text(PANEL + 12, y, Glyphs.shorten(fact.label(), Svg.SMALL, false, room), "font-size", "11", "fill", Svg.QUIET);
      svg.text(WIDTH - 24, oneLine ? y : y + 15, Glyphs.shorten(fact.value(), Svg.TEXT, false, room), "text-anchor", "end");
      y += oneLine ? 19 : 34;
    }
  }

  private static boolean oneLine(Fact fact) {
    return Glyphs.width(fact.label(), Svg.SMALL, false) + Glyphs.width(fact.value(), Svg.TEXT, false) + 10 <= WIDTH - PANEL - 36;
  }

  private double panelBottom() {
    return 66 + top.summary().stream().mapToDouble(f -> oneLine(f) ? 19 : 34).sum();
  }

  private boolean hasIntervals() {
    return bars.stream().anyMatch(b -> Double.isFinite(b.low()) && Double.isFinite(b.high()));
  }

  private String title() {
    int n = top.bars().size();
    return n == 1 ? "The top latent" : "Top " + n + " latents";
  }

  private String layers() {
    return bars.stream().anyMatch(b -> b.latent().layer().isPresent()) ? ", behind their layer" : "";
  }

  private String caption() {
    String more = bars.size() < top.bars().size() ? " Only the first " + bars.size() + " are drawn." : "";
    String intervals = hasIntervals() ? " The lines are 95 % intervals of single latents; they do not know that the latents were chosen "
        + "for being far from 0 on the same rows, so they promise too much." : "";
    return "In rank order, named by their index in the dictionary" + layers()
        + ". Bars to the right: more active on correct rows; to the left: "
        + "more active on incorrect rows." + intervals + more;
  }
}
