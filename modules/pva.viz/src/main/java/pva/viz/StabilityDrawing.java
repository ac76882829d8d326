package pva.viz;

import java.util.List;

/** Stability of the ranking: how often each top latent stays at the top, and how much of the top k is left. */
final class StabilityDrawing {
  private static final double WIDTH = 720;
  private static final double TOP = 58;
  private static final double ROW = 17;
  private static final double LEFT = 66;
  private static final double RIGHT = 360;
  private static final int MOST = 30;

  private final StabilityFigure figure;
  private final List<StabilityFigure.Bar> bars;
  private final double bottom;
  private final Svg svg;

  private StabilityDrawing(StabilityFigure figure) {
    this.figure = figure;
    bars = figure.bars().subList(0, Math.min(MOST, figure.bars().size()));
    bottom = TOP + ROW * Math.max(8, bars.size()) + 4;
    svg = new Svg(WIDTH, bottom + 48, title(), caption());
  }

  static Figure draw(StabilityFigure figure) {
    StabilityDrawing drawing = new StabilityDrawing(figure);
    drawing.bars();
    drawing.overlaps();
    return new Figure("stability", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void bars() {
    svg.text(LEFT, 28, "Stays among the top " + figure.k(), "font-weight", "bold");
    svg.text(LEFT, 45, "share of " + Numbers.count(figure.resamples()) + " resamples", "font-size", "11", "fill", Svg.QUIET);
    svg.text(LEFT - 8, 45, "latent", "font-size", "11", "fill", Svg.QUIET, "text-anchor", "end");
    Plot plot = new Plot(svg, Scale.linear(0, 1, LEFT, RIGHT), Scale.linear(0, 1, bottom, TOP));
    for (Scale.Tick tick : plot.x().ticks(5)) {
      svg.line(plot.x().at(tick.value()), TOP, plot.x().at(tick.value()), bottom, "stroke", Svg.FAINT);
    }
    for (int i = 0; i < bars.size(); i++) {
      double y = TOP + 2 + ROW * i;
      double share = bars.get(i).share();
      String name = bars.get(i).latent().text();
      svg.text(LEFT - 8, y + 12, name, "text-anchor", "end", "font-size", Numbers.coordinate(Glyphs.size(name, LEFT - 12)));
      if (Double.isFinite(share)) {
        double end = plot.x().at(share);
        svg.rect(LEFT, y + 2, end - LEFT, ROW - 5, "fill", share >= 0.5 ? Svg.CORRECT : "#8c8c8c");
        svg.text(RIGHT + 8, y + 12, Numbers.percent(share));
      }
    }
    plot.bottomAxis(5, "share of resamples");
    if (bars.isEmpty()) {
      plot.empty("no latent to show");
    }
  }

  private void overlaps() {
    double left = 480;
    double right = 700;
    svg.text(left, 28, "Overlap of the top k", "font-weight", "bold");
    svg.text(left, 45, "Jaccard: common latents / all latents of both", "font-size", "11", "fill", Svg.QUIET);
    Plot plot = new Plot(svg, Scale.linear(0, Math.max(1, figure.overlaps().size()), left, right), Scale.linear(0, 1, bottom, TOP));
    plot.leftAxis(5, "overlap");
    for (int i = 0; i < figure.overlaps().size(); i++) {
      StabilityFigure.Overlap o = figure.overlaps().get(i);
      double x = plot.x().at(i + 0.5);
      if (Double.isFinite(o.low()) && Double.isFinite(o.high())) {
        svg.line(x, plot.y().at(o.low()), x, plot.y().at(o.high()), "stroke", Svg.CORRECT, "stroke-width", "1.4");
      }
      if (Double.isFinite(o.jaccard())) {
        svg.circle(x, plot.y().at(o.jaccard()), 4, "fill", Svg.CORRECT);
        svg.text(x + 8, plot.y().at(o.jaccard()) + 4, Numbers.fixed(o.jaccard(), 2), Svg.rimmed("font-size", "11"));
      }
      svg.text(x, bottom + 16, Integer.toString(o.k()), "text-anchor", "middle", "font-size", "11");
    }
    svg.line(left, bottom, right, bottom, "stroke", Svg.INK);
    svg.text(plot.middle(), bottom + 38, "k", "text-anchor", "middle");
    if (figure.overlaps().isEmpty()) {
      plot.empty("nothing to compare");
    }
  }

  private String title() {
    return "Stability of the ranking";
  }

  private String caption() {
    return "The ranking was made anew " + Numbers.count(figure.resamples())
        + " times on as many tasks, drawn with replacement. Left: how often "
        + "each latent came out among the top " + figure.k()
        + " again (blue: at least half the time). Right: how much of the top k is left on "
        + "average (point) and in 95 % of the resamples (line). A top that changes with the rows is not yet a finding. A resample repeats "
        + "rows, so it is a little noisier than new data would be.";
  }
}
