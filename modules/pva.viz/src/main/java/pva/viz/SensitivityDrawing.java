package pva.viz;

/** The filter's threshold moved: what is left of the top, and which latent is best. */
final class SensitivityDrawing {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 300;
  private static final double TOP = 66;
  private static final double BOTTOM = 236;
  private static final String USED = "#333333";
  private static final String OTHER = "#b0b0b0";

  private final SensitivityFigure figure;
  private final Svg svg;

  private SensitivityDrawing(SensitivityFigure figure) {
    this.figure = figure;
    svg = new Svg(WIDTH, HEIGHT, title(), caption());
  }

  static Figure draw(SensitivityFigure figure) {
    SensitivityDrawing drawing = new SensitivityDrawing(figure);
    drawing.left();
    drawing.best();
    return new Figure("filter_sensitivity", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void left() {
    Plot plot = panel(64, 344, "Of the top " + figure.top() + " without a filter, left", "latents", figure.top());
    for (int i = 0; i < figure.at().size(); i++) {
      SensitivityFigure.At at = figure.at().get(i);
      bar(plot, i, at.topLeft(), Integer.toString(at.topLeft()), used(at));
    }
  }

  private void best() {
    double most = figure.at().stream().mapToDouble(SensitivityFigure.At::score).filter(Double::isFinite).max().orElse(0);
    Plot plot = panel(428, 704, "Best latent that is left", figure.score(), most);
    for (int i = 0; i < figure.at().size(); i++) {
      SensitivityFigure.At at = figure.at().get(i);
      bar(plot, i, at.score(), at.best().map(LatentName::text).orElse(Numbers.NONE), used(at));
    }
  }

  private Plot panel(double left, double right, String what, String axis, double most) {
    svg.text(left, 30, what, "font-weight", "bold");
    svg.text(left, 47, "by the share of general text a latent may fire on", "font-size", "11", "fill", Svg.QUIET);
    Plot plot = new Plot(svg, Scale.linear(0, Math.max(1, figure.at().size()), left, right),
        Scale.linear(0, most > 0 ? 1.2 * most : 1, BOTTOM, TOP));
    plot.leftAxis(5, axis);
    for (int i = 0; i < figure.at().size(); i++) {
      SensitivityFigure.At at = figure.at().get(i);
      String name = Double.isNaN(at.share()) ? "none" : Numbers.percentAsSet(at.share());
      double x = plot.x().at(i + 0.5);
      svg.text(x, BOTTOM + 16, name, "text-anchor", "middle", "font-size", "11", "font-weight", used(at) ? "bold" : "normal");
      svg.text(x, BOTTOM + 30, at.dropped() == 0 ? "0" : "−" + Numbers.count(at.dropped()), "text-anchor", "middle", "font-size", "10",
          "fill", Svg.QUIET);
    }
    svg.line(left, BOTTOM, right, BOTTOM, "stroke", Svg.INK);
    svg.text(plot.middle(), BOTTOM + 52, "threshold; below it the latents dropped", "text-anchor", "middle", "font-size", "11");
    return plot;
  }

  private boolean used(SensitivityFigure.At at) {
    return at.share() == figure.used();
  }

  private void bar(Plot plot, int i, double value, String name, boolean used) {
    double half = Math.min(20, 0.32 * (plot.right() - plot.left()) / figure.at().size());
    double x = plot.x().at(i + 0.5);
    double y = Double.isFinite(value) ? plot.y().at(Math.max(0, value)) : BOTTOM;
    svg.rect(x - half, y, 2 * half, BOTTOM - y, "fill", used ? USED : OTHER);
    svg.text(x, y - 5, name, Svg.rimmed("text-anchor", "middle", "font-size", "11", "font-weight", used ? "bold" : "normal"));
  }

  private String title() {
    return "Sensitivity to the filter on general text";
  }

  private String caption() {
    SensitivityFigure.At used = figure.at().stream().filter(this::used).findFirst().orElse(null);
    String unsure = used == null || used.unsure() == 0 ? "" : " At the threshold of this run (dark), " + Numbers.count(used.unsure())
        + (used.unsure() == 1 ? " latent has" : " latents have") + " a rate whose 95 % interval (Wilson) holds the threshold, so "
        + (used.unsure() == 1 ? "it is" : "they are") + " kept or dropped by chance.";
    return "The ranking at other thresholds, from " + Numbers.count(figure.tokens()) + " tokens of general text. Left: how many of the top "
        + figure.top() + " latents of the unfiltered ranking are left. Right: the score of the best latent left, with its number above."
        + unsure + " Where the best latent changes with the threshold, the threshold is part of the finding.";
  }
}
