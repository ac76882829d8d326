package pva.viz;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The best latent of each layer: how large its effect is, and how often chance alone makes the best of all layers as good. */
final class LayersDrawing {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 430;
  private static final double LEFT = 64;
  private static final double RIGHT = 700;
  private static final double[] EFFECT = {62, 232};
  private static final double[] CHANCE = {278, 380};
  /** So many layers have room for the number of their latent. */
  private static final int NAMED = 14;
  private static final double DOT = 4.5;

  private final LayersFigure layers;
  private final List<LayersFigure.At> at;
  private final Scale x;
  private final Svg svg;

  private LayersDrawing(LayersFigure layers) {
    this.layers = layers;
    at = layers.at();
    x = Scale.linear(0, Math.max(1, at.size()), LEFT, RIGHT);
    svg = new Svg(WIDTH, HEIGHT, title(), caption());
  }

  static Figure draw(LayersFigure layers) {
    LayersDrawing drawing = new LayersDrawing(layers);
    drawing.legend();
    drawing.effect();
    drawing.chance();
    return new Figure("layers", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void legend() {
    svg.text(LEFT, 24, "Best kept latent of each layer", "font-weight", "bold");
    double next = entry(LEFT + 5, "more active on correct rows", Svg.CORRECT, true);
    next = entry(next, "on incorrect rows", Svg.INCORRECT, true);
    entry(next, "hollow: family-wise p above " + Numbers.significant(layers.level(), 1), Svg.QUIET, false);
  }

  private double entry(double from, String name, String colour, boolean full) {
    dot(from, 40, colour, full);
    svg.text(from + 10, 44, name, "font-size", "11");
    return from + 30 + Glyphs.width(name, Svg.SMALL, false);
  }

  private void dot(double across, double down, String colour, boolean full) {
    svg.circle(across, down, DOT, "fill", full ? colour : "#ffffff", "stroke", colour, "stroke-width", "1.6");
  }

  private void effect() {
    double most = at.stream().flatMapToDouble(a -> DoubleStream.of(Math.abs(a.cohensD()), Math.abs(a.low()), Math.abs(a.high())))
        .filter(Double::isFinite).max().orElse(0);
    Plot plot = new Plot(svg, x, Scale.linear(0, most > 0 ? 1.12 * most : 1, EFFECT[1], EFFECT[0]));
    plot.leftAxis(5, "|Cohen's d|");
    for (int i = 0; i < at.size(); i++) {
      LayersFigure.At a = at.get(i);
      if (Double.isFinite(a.cohensD())) {
        interval(plot, i, a);
        dot(x.at(i + 0.5), plot.y().at(Math.abs(a.cohensD())), colour(a), found(a));
        name(plot, i, a);
      }
    }
    svg.line(LEFT, EFFECT[1], RIGHT, EFFECT[1], "stroke", Svg.INK);
    if (at.stream().noneMatch(a -> Double.isFinite(a.cohensD()))) {
      plot.empty("no latent was kept");
    }
  }

  /** Of the size of d, so what lies beyond 0 is cut off at 0. */
  private void interval(Plot plot, int i, LayersFigure.At a) {
    if (Double.isFinite(a.low()) && Double.isFinite(a.high())) {
      double sign = Math.signum(a.cohensD());
      double near = Math.max(0, Math.min(sign * a.low(), sign * a.high()));
      double far = Math.max(0, Math.max(sign * a.low(), sign * a.high()));
      svg.line(x.at(i + 0.5), plot.y().at(near), x.at(i + 0.5), plot.y().at(far), "stroke", colour(a), "stroke-width", "1.4");
    }
  }

  private void name(Plot plot, int i, LayersFigure.At a) {
    if (at.size() <= NAMED) {
      a.best().ifPresent(best -> svg.text(x.at(i + 0.5) + 8, plot.y().at(Math.abs(a.cohensD())) + 4, Integer.toString(best.latent()),
          Svg.rimmed("font-size", "11")));
    }
  }

  private void chance() {
    double most = Math.max(zeros(layers.least()), at.stream().mapToDouble(a -> zeros(a.p())).filter(Double::isFinite).max().orElse(0));
    Plot plot = new Plot(svg, x, Scale.linear(0, most > 0 ? 1.15 * most : 1, CHANCE[1], CHANCE[0]));
    svg.text(LEFT, CHANCE[0] - 10, "Family-wise p of that latent, over the latents of all layers", "font-weight", "bold");
    plot.leftAxis(3, "−log₁₀ p");
    for (int i = 0; i < at.size(); i++) {
      double p = at.get(i).p();
      if (Double.isFinite(p)) {
        double top = plot.y().at(zeros(p));
        double half = Math.min(14, 0.3 * (RIGHT - LEFT) / at.size());
        svg.rect(x.at(i + 0.5) - half, top, 2 * half, CHANCE[1] - top, "fill", found(at.get(i)) ? colour(at.get(i)) : Svg.SILENT);
      }
    }
    line(plot, layers.level(), "p = " + Numbers.significant(layers.level(), 1));
    line(plot, layers.least(), "the least that so many relabelings can show");
    axis(plot);
  }

  private void line(Plot plot, double p, String name) {
    double y = plot.y().at(zeros(p));
    svg.line(LEFT, y, RIGHT, y, "stroke", Svg.INK, "stroke-dasharray", "4 3");
    svg.text(RIGHT - 4, y - 4, name, Svg.rimmed("font-size", "11", "text-anchor", "end"));
  }

  /** Every layer has its place; as many are named as there is room for. */
  private void axis(Plot plot) {
    double room = (RIGHT - LEFT) / Math.max(1, at.size());
    int each = (int) Math.ceil(24 / room);
    for (int i = 0; i < at.size(); i += each) {
      svg.text(x.at(i + 0.5), CHANCE[1] + 16, Integer.toString(at.get(i).layer()), "text-anchor", "middle", "font-size", "11");
    }
    svg.line(LEFT, CHANCE[1], RIGHT, CHANCE[1], "stroke", Svg.INK);
    svg.text(plot.middle(), CHANCE[1] + 38, "layer", "text-anchor", "middle");
  }

  private static double zeros(double p) {
    return -StrictMath.log10(Math.max(p, Double.MIN_NORMAL));
  }

  private boolean found(LayersFigure.At a) {
    return a.p() <= layers.level();
  }

  private static String colour(LayersFigure.At a) {
    return a.cohensD() < 0 ? Svg.INCORRECT : Svg.CORRECT;
  }

  private String title() {
    return "The best latent of each layer";
  }

  private String caption() {
    Optional<LayersFigure.At> best = at.stream().filter(a -> a.best().isPresent() && Double.isFinite(a.p()))
        .min(Comparator.comparingDouble(LayersFigure.At::p).thenComparingDouble(a -> -Math.abs(a.cohensD())));
    return "Above: Cohen's d, without its sign, of the latent that ranks first among those kept of a layer; the lines are 95 % intervals of "
        + "single latents, which do not know that each is the best of many. Below: the chance that the best of all latents of all layers "
        + "looks as good where nothing is real (max-T), so looking at " + at.size() + " layers is paid for. "
        + at.stream().filter(this::found).count() + " of " + at.size() + " layers have a latent with a p of at most "
        + Numbers.significant(layers.level(), 1) + "."
        + best.map(a -> " The smallest p, " + Numbers.significant(a.p(), 2) + ", is that of " + a.best().get().words() + ".").orElse("")
        + " Neighbouring layers hold much the same stream, so their latents are not independent finds.";
  }
}
