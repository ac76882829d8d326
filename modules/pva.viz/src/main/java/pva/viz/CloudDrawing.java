package pva.viz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pva.viz.CloudFigure.Kind;
import pva.viz.CloudFigure.Point;
import pva.viz.CloudFigure.Standing;

/** All latents as points: effect against significance. Dots that would cover each other are drawn once, so any number can be shown. */
final class CloudDrawing {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 400;
  private static final double TOP = 58;
  private static final double BOTTOM = 350;
  private static final double RIGHT = 700;
  private static final int NAMED = 8;
  private static final String QUIET_DOT = "#7d7d7d";
  private static final String DROPPED_DOT = "#bdbdbd";

  private final CloudFigure cloud;
  private final boolean volcano;
  private final List<Point> drawn = new ArrayList<>();
  private final Svg svg;

  private CloudDrawing(CloudFigure cloud) {
    this.cloud = cloud;
    volcano = cloud.kind() == Kind.VOLCANO;
    for (Point p : cloud.points()) {
      if (Double.isFinite(p.x()) && Double.isFinite(height(p.y()))) {
        drawn.add(p);
      }
    }
    svg = new Svg(WIDTH, HEIGHT, title(), counts());
  }

  static Figure draw(CloudFigure cloud) {
    CloudDrawing drawing = new CloudDrawing(cloud);
    drawing.legend();
    drawing.cloud();
    return new Figure(drawing.volcano ? "volcano" : "landscape", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  /** Where a vertical value stands: a p-value at its number of decimal zeros, 0 at that of the smallest number there is. */
  private double height(double y) {
    return volcano ? -StrictMath.log10(Math.max(y, Double.MIN_NORMAL)) : y;
  }

  private void legend() {
    double x = 64;
    x = entry(x, "found, more active on correct rows", Svg.CORRECT, 3.2);
    x = entry(x, "found, more active on incorrect rows", Svg.INCORRECT, 3.2);
    x = entry(x, "kept", QUIET_DOT, 2);
    if (count(Standing.DROPPED) > 0) {
      entry(x, "dropped by a filter", DROPPED_DOT, 2);
    }
  }

  private double entry(double x, String name, String colour, double radius) {
    svg.circle(x, 32, radius, "fill", colour);
    svg.text(x + 8, 36, name, "font-size", "11");
    return x + 26 + Glyphs.width(name, Svg.SMALL, false);
  }

  private void cloud() {
    double widest = drawn.stream().mapToDouble(p -> Math.abs(p.x())).max().orElse(0);
    double x = widest > 0 ? 1.08 * widest : 1;
    double line = Double.isFinite(cloud.line()) ? height(cloud.line()) : 0;
    double highest = Math.max(line, drawn.stream().mapToDouble(p -> Math.abs(height(p.y()))).max().orElse(0));
    double y = highest > 0 ? 1.1 * highest : 1;
    Plot plot = new Plot(svg, Scale.linear(-x, x, 64, RIGHT), Scale.linear(volcano ? 0 : -y, y, BOTTOM, TOP));
    plot.leftAxis(6, volcano ? "−log₁₀ p" : cloud.test());
    svg.line(plot.x().at(0), TOP, plot.x().at(0), BOTTOM, "stroke", Svg.FAINT);
    if (!volcano) {
      svg.line(64, plot.y().at(0), RIGHT, plot.y().at(0), "stroke", Svg.SILENT);
    }
    dots(plot, Standing.DROPPED, DROPPED_DOT, "3.2");
    dots(plot, Standing.KEPT, QUIET_DOT, "4");
    found(plot);
    plot.bottomAxis(8, volcano ? "Cohen's d (right: more active on correct rows)" : "difference of firing shares, correct less incorrect");
    if (Double.isFinite(cloud.line())) {
      line(plot, line);
      if (!volcano) {
        svg.line(64, plot.y().at(-line), RIGHT, plot.y().at(-line), "stroke", Svg.INK, "stroke-dasharray", "4 3");
      }
    }
    names(plot);
    if (drawn.isEmpty()) {
      plot.empty("no latent has both values");
    }
  }

  private void line(Plot plot, double at) {
    double y = plot.y().at(at);
    svg.line(64, y, RIGHT, y, "stroke", Svg.INK, "stroke-dasharray", "4 3");
    // where the cloud is not: above its middle in a volcano, in the empty quarter of a landscape
    svg.text(volcano ? plot.middle() : 68, y - 5, Glyphs.shorten(cloud.lineName(), Svg.SMALL, false, 400),
        Svg.rimmed("font-size", "11", "text-anchor", volcano ? "middle" : "start"));
  }

  /** One path of dots: a line of no length with round ends is a dot in ten characters. */
  private void dots(Plot plot, Standing standing, String colour, String size) {
    Set<String> seen = new HashSet<>();
    StringBuilder d = new StringBuilder();
    for (Point p : drawn) {
      if (p.standing() == standing) {
        String at = 2 * Math.round(plot.x().at(p.x()) / 2) + " " + 2 * Math.round(plot.y().at(height(p.y())) / 2);
        if (seen.add(at)) {
          d.append('M').append(at).append("h0");
        }
      }
    }
    if (d.length() > 0) {
      svg.path(d.toString(), "stroke", colour, "stroke-width", size, "stroke-linecap", "round");
    }
  }

  private void found(Plot plot) {
    for (Point p : drawn) {
      if (p.standing() == Standing.FOUND) {
        svg.circle(plot.x().at(p.x()), plot.y().at(height(p.y())), 3.2, "fill", right(p) ? Svg.CORRECT : Svg.INCORRECT, "stroke", "#ffffff",
            "stroke-width", "0.6");
      }
    }
  }

  private boolean right(Point p) {
    return (volcano ? p.x() : p.y()) > 0;
  }

  /** Names of the first of the ranking that were kept, as far as they do not cover each other. */
  private void names(Plot plot) {
    List<double[]> taken = new ArrayList<>();
    drawn.stream().filter(p -> p.standing() != Standing.DROPPED).limit(NAMED).forEach(p -> {
      String name = p.latent().text();
      double wide = Glyphs.width(name, Svg.SMALL, false);
      double x = plot.x().at(p.x());
      boolean before = x + 6 + wide > RIGHT;
      double from = before ? x - 6 - wide : x + 6;
      double y = plot.y().at(height(p.y())) + 4;
      if (taken.stream().noneMatch(t -> from < t[0] + t[2] + 3 && t[0] < from + wide + 3 && Math.abs(y - t[1]) < 12)) {
        taken.add(new double[] {from, y, wide});
        svg.text(from, y, name, Svg.rimmed("font-size", "11"));
      }
    });
  }

  private long count(Standing standing) {
    return drawn.stream().filter(p -> p.standing() == standing).count();
  }

  private String title() {
    return volcano ? "Effect against significance, all latents (volcano)" : "The landscape of the selection, all latents";
  }

  private String counts() {
    int undefined = cloud.points().size() - drawn.size();
    return Numbers.count(drawn.size()) + (drawn.size() == 1 ? " latent, " : " latents, ")
        + Numbers.count(count(Standing.FOUND)) + " found, "
        + Numbers.count(count(Standing.KEPT)) + " kept and not found, " + Numbers.count(count(Standing.DROPPED)) + " dropped"
        + (undefined == 0 ? "." : "; " + Numbers.count(undefined)
            + " more without such values (dropped, never firing, or not varying) are not drawn.");
  }

  private String caption() {
    String line = Double.isFinite(cloud.line()) ? " The dashed line is " + cloud.lineName() + "." : "";
    return counts() + (volcano
        ? " Across: Cohen's d. Up: the p-value of " + cloud.test()
            + " for that latent alone, 3 = 0.001; it is not corrected for the number "
            + "of latents, so a high point is no finding by itself." + line
            + " A real finding stands apart from the cloud; the best of a cloud is just its edge."
        : " Across: how much more often the latent fires on correct than on incorrect rows. Up: " + cloud.test() + "." + line
            + " Latents near the vertical axis differ in strength, not in how often they fire. Is the best one an outlier, or the end of a "
            + "continuous cloud?") + " The first of the ranking are named.";
  }
}
