package pva.viz;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The fit: unexplained variance and L0, at the layer asked for and at its neighbours, with the verdict below. */
final class FitDrawing {
  private static final double WIDTH = 720;
  private static final double TOP = 62;
  private static final double BOTTOM = 210;
  private static final double VERDICT = 274;
  private static final double LINE = 17;
  private static final String ASKED = "#333333";
  private static final String BESIDE = "#b0b0b0";
  private static final String GOOD = "#00664b";

  private final FitFigure fit;
  private final List<String> verdict;
  private final Svg svg;

  private FitDrawing(FitFigure fit) {
    this.fit = fit;
    verdict = Glyphs.wrap(fit.verdict(), Svg.TEXT, false, WIDTH - 14 - verdictLeft());
    svg = new Svg(WIDTH, VERDICT + LINE * verdict.size() + 4, title(), fit.verdict());
  }

  static Figure draw(FitFigure fit) {
    FitDrawing drawing = new FitDrawing(fit);
    drawing.panel(64, 340, "Unexplained variance", "lower is better", "FVU", FitFigure.At::fvu, 3, Double.NaN);
    drawing.panel(428, 704, "Latents firing on a token", drawing.declared(), "L0", FitFigure.At::l0, 1, fit.declaredL0());
    drawing.verdict();
    return new Figure("fit", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void panel(double left, double right, String what, String remark, String axis, ToDoubleFunction<FitFigure.At> value, int decimals,
      double declared) {
    svg.text(left, 30, what, "font-weight", "bold");
    svg.text(left, 47, remark, "font-size", "11", "fill", Svg.QUIET);
    double most = fit.at().stream().mapToDouble(value).filter(Double::isFinite).max().orElse(1);
    most = Math.max(most, Double.isFinite(declared) ? declared : 0);
    Plot plot = new Plot(svg, Scale.linear(0, fit.at().size(), left, right), Scale.linear(0, most > 0 ? 1.18 * most : 1, BOTTOM, TOP));
    plot.leftAxis(4, axis);
    for (int i = 0; i < fit.at().size(); i++) {
      FitFigure.At at = fit.at().get(i);
      bar(plot, i + 0.5, value.applyAsDouble(at), at.layer());
    }
    if (Double.isFinite(declared)) {
      double y = plot.y().at(declared);
      svg.line(left, y, right, y, "stroke", Svg.INK, "stroke-dasharray", "4 3");
    }
    for (int i = 0; i < fit.at().size(); i++) {
      FitFigure.At at = fit.at().get(i);
      label(plot, i + 0.5, value.applyAsDouble(at), decimals, at.layer());
    }
    svg.line(left, BOTTOM, right, BOTTOM, "stroke", Svg.INK);
    svg.text(plot.middle(), BOTTOM + 36, "layer the dictionary is applied to", "text-anchor", "middle");
  }

  private void bar(Plot plot, double middle, double value, int layer) {
    double half = Math.min(36, 0.32 * (plot.right() - plot.left()) / fit.at().size());
    double y = top(plot, value);
    svg.rect(plot.x().at(middle) - half, y, 2 * half, BOTTOM - y, "fill", layer == fit.layer() ? ASKED : BESIDE);
  }

  private static double top(Plot plot, double value) {
    return Double.isFinite(value) ? plot.y().at(Math.max(0, value)) : BOTTOM;
  }

  private void label(Plot plot, double middle, double value, int decimals, int layer) {
    boolean asked = layer == fit.layer();
    double x = plot.x().at(middle);
    svg.text(x, top(plot, value) - 6, Double.isFinite(value) ? Numbers.fixed(value, decimals) : "undefined",
        Svg.rimmed("text-anchor", "middle", "font-weight", asked ? "bold" : "normal"));
    svg.text(x, BOTTOM + 17, Integer.toString(layer) + (asked ? " (asked)" : ""), "text-anchor", "middle", "font-size", "11", "font-weight",
        asked ? "bold" : "normal");
  }

  private void verdict() {
    svg.text(64, VERDICT, fit.fits() ? "✓ fits" : "✗ does not fit", "font-weight", "bold", "fill", fit.fits() ? GOOD : Svg.WARNING);
    for (int i = 0; i < verdict.size(); i++) {
      svg.text(verdictLeft(), VERDICT + LINE * i, verdict.get(i));
    }
  }

  private double verdictLeft() {
    return 64 + (fit.fits() ? 48 : 96);
  }

  private String declared() {
    return Double.isFinite(fit.declaredL0()) ? "dashed: " + Numbers.significant(fit.declaredL0(), 3) + ", as the dictionary declares"
        : "the dictionary declares no L0";
  }

  private String title() {
    return "Fit of the dictionary at layer " + fit.layer();
  }

  private String caption() {
    FitFigure.At at = fit.asked();
    return "The dictionary applied to the residual stream after layer " + fit.layer() + " and, for comparison, after the layers beside "
        + "it: FVU " + Numbers.fixed(at.fvu(), 3) + ", L0 " + Numbers.fixed(at.l0(), 1) + ", mean cosine of input and reconstruction "
        + Numbers.fixed(at.cosine(), 3) + ". A dictionary of another layer does not fail, it only describes badly: a neighbour with a "
        + "clearly lower bar, or an L0 far from the declared one, means the wrong tensor.";
  }
}
