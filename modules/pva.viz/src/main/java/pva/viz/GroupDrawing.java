package pva.viz;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The two groups at one latent. Silent rows are shown as what they are, a share of the group; boxes and histograms hold the firing
 * rows alone and say so.
 */
final class GroupDrawing {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 290;
  private static final double LEFT = 348;
  private static final double RIGHT = 700;
  private static final double TOP = 128;
  private static final double BOTTOM = 238;
  private static final int BINS = 20;
  /** Fewer values than this are shown one by one: a box of four numbers would look like knowledge. */
  private static final int LEAST_FOR_BOX = 5;
  /** How to read every such figure; said once where many stand together. */
  static final String HOW_TO_READ = "Left: the share of each group's rows on which the latent fires. Right: its activations on those rows "
      + "alone, as box plots (median, quartiles, whiskers to the last value within 1.5 box lengths; fewer than " + LEAST_FOR_BOX
      + " values are drawn as points) and as histograms. Histogram heights are shares of the whole group, silent rows included, so the two "
      + "areas compare as the bars on the left do.";

  private final GroupFigure groups;
  private final double[] correct;
  private final double[] incorrect;
  private final Svg svg;

  private GroupDrawing(GroupFigure groups) {
    this.groups = groups;
    correct = drawable(groups.correct());
    incorrect = drawable(groups.incorrect());
    svg = new Svg(WIDTH, HEIGHT, title(), shares());
  }

  static Figure draw(GroupFigure groups) {
    GroupDrawing drawing = new GroupDrawing(groups);
    drawing.heading();
    drawing.share(groups.correct(), "correct", Svg.CORRECT, 86);
    drawing.share(groups.incorrect(), "incorrect", Svg.INCORRECT, 166);
    drawing.activations();
    return new Figure("latent_" + groups.latent().file(), drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private static double[] drawable(GroupFigure.Sample sample) {
    return Arrays.stream(sample.firing()).filter(Double::isFinite).sorted().toArray();
  }

  private void heading() {
    String latent = latent();
    svg.text(24, 26, latent, "font-weight", "bold", "font-size", "14");
    svg.text(38 + Glyphs.width(latent, 14, true), 26, "rank " + groups.rank() + " · " + effect(), "fill", Svg.QUIET);
    svg.text(24, 58, "Share of rows on which it fires", "font-weight", "bold");
    svg.text(LEFT - 76, 58, "Activation where it fires (silent rows left out)", "font-weight", "bold");
  }

  private String effect() {
    String auroc = Double.isNaN(groups.auroc()) ? "" : " · AUROC " + Numbers.fixed(groups.auroc(), 3);
    return "Cohen's d " + (Double.isNaN(groups.cohensD()) ? "undefined" : Numbers.signed(groups.cohensD(), 3)) + auroc;
  }

  private void share(GroupFigure.Sample sample, String name, String colour, double y) {
    double width = 208;
    int fires = sample.firing().length;
    double part = sample.rows() == 0 ? 0 : width * fires / sample.rows();
    svg.text(24, y, name + " (n = " + Numbers.count(sample.rows()) + ")");
    svg.rect(24, y + 8, width, 20, "fill", Svg.SILENT);
    if (fires > 0) {
      svg.rect(24, y + 8, Math.max(1, part), 20, "fill", colour);
    }
    svg.text(24, y + 43, sample.rows() == 0 ? "no rows in this group" : "fires on " + Numbers.count(fires) + " ("
        + Numbers.percent((double) fires / sample.rows()) + "), silent on " + Numbers.count(sample.rows() - fires), "font-size", "11");
  }

  private void activations() {
    double[] all = DoubleStream.concat(Arrays.stream(correct), Arrays.stream(incorrect)).sorted().toArray();
    Scale x = all.length == 0 ? Scale.linear(0, 1, LEFT, RIGHT) : around(all[0], all[all.length - 1]);
    spread(x, correct, "correct", Svg.CORRECT, 82);
    spread(x, incorrect, "incorrect", Svg.INCORRECT, 108);
    Bins[] bins = {Bins.linear(correct, x.lo(), x.hi(), BINS), Bins.linear(incorrect, x.lo(), x.hi(), BINS)};
    double most = Math.max(percent(bins[0].most(), groups.correct()), percent(bins[1].most(), groups.incorrect()));
    Plot plot = new Plot(svg, x, Scale.linear(0, most == 0 ? 1 : 1.1 * most, BOTTOM, TOP));
    plot.leftAxis(3, "% of group");
    histogram(plot, bins[1], groups.incorrect(), Svg.INCORRECT, "4 2");
    histogram(plot, bins[0], groups.correct(), Svg.CORRECT, "none");
    plot.bottomAxis(6, "activation");
    if (all.length == 0) {
      plot.empty("it fires on no row");
    }
  }

  /** The range with some room; a single value stands in the middle of one. */
  private static Scale around(double min, double max) {
    double room = min == max ? 0.5 * Math.max(Math.abs(max), 1e-6) : 0.03 * (max - min);
    return Scale.linear(Math.max(0, min - room), max + room, LEFT, RIGHT);
  }

  private static double percent(int count, GroupFigure.Sample sample) {
    return sample.rows() == 0 ? 0 : 100.0 * count / sample.rows();
  }

  private void spread(Scale x, double[] sorted, String name, String colour, double y) {
    svg.text(LEFT - 10, y + 4, name, "text-anchor", "end", "font-size", "11");
    if (sorted.length < LEAST_FOR_BOX) {
      points(x, sorted, colour, y);
      if (sorted.length == 0) {
        svg.text(LEFT + 4, y + 4, "fires on no row", "font-size", "11", "fill", Svg.QUIET);
      }
      return;
    }
    Box box = Box.of(sorted);
    line(x, box.low(), box.q1(), colour, y);
    line(x, box.q3(), box.high(), colour, y);
    svg.rect(x.at(box.q1()), y - 8, Math.max(1, x.at(box.q3()) - x.at(box.q1())), 16, "fill", colour, "fill-opacity", "0.3",
        "stroke", colour);
    svg.line(x.at(box.median()), y - 8, x.at(box.median()), y + 8, "stroke", colour, "stroke-width", "2.5");
    points(x, box.outside(), colour, y);
  }

  private void line(Scale x, double from, double to, String colour, double y) {
    svg.line(x.at(from), y, x.at(to), y, "stroke", colour);
  }

  /** Points that fall on the same half pixel are drawn once. */
  private void points(Scale x, double[] values, String colour, double y) {
    Arrays.stream(values).map(v -> Math.rint(2 * x.at(v)) / 2).distinct()
        .forEach(at -> svg.circle(at, y, 2.5, "fill", "none", "stroke", colour));
  }

  private void histogram(Plot plot, Bins bins, GroupFigure.Sample sample, String colour, String dash) {
    if (bins.most() == 0) {
      return;
    }
    StringBuilder d = new StringBuilder("M").append(point(plot, bins.edges()[0], 0));
    for (int i = 0; i < bins.counts().length; i++) {
      double height = percent(bins.counts()[i], sample);
      d.append('L').append(point(plot, bins.edges()[i], height)).append('L').append(point(plot, bins.edges()[i + 1], height));
    }
    d.append('L').append(point(plot, bins.edges()[bins.counts().length], 0));
    plot.svg().path(d.toString(), "fill", colour, "fill-opacity", "0.22", "stroke", colour, "stroke-width", "1.5",
        "stroke-dasharray", dash);
  }

  private static String point(Plot plot, double x, double y) {
    return Numbers.coordinate(plot.x().at(x)) + " " + Numbers.coordinate(plot.y().at(y));
  }

  private String title() {
    return latent() + " on correct and on incorrect rows";
  }

  private String latent() {
    return "L" + groups.latent().words().substring(1);
  }

  private String shares() {
    return "Fires on " + share(groups.correct()) + " correct and " + share(groups.incorrect()) + " incorrect rows.";
  }

  private static String share(GroupFigure.Sample sample) {
    double share = sample.rows() == 0 ? Double.NaN : (double) sample.firing().length / sample.rows();
    return Numbers.count(sample.firing().length) + " of " + Numbers.count(sample.rows()) + " (" + Numbers.percent(share) + ")";
  }

  private String caption() {
    int odd = groups.correct().firing().length + groups.incorrect().firing().length - correct.length - incorrect.length;
    return "Rank " + groups.rank() + ". " + shares()
        + (odd == 0 ? "" : " " + Numbers.count(odd) + " activations are not finite and not drawn.");
  }
}
