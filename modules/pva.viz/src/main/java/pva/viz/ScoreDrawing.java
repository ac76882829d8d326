package pva.viz;

import java.util.Arrays;

/** The score distribution: all scores on a linear axis with counts on a log one, beside the non-zero scores on a log axis. */
final class ScoreDrawing {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 316;
  private static final double TOP = 72;
  private static final double BOTTOM = 262;
  private static final int BINS = 40;

  private final ScoreFigure scores;
  private final double[] defined;
  private final double[] above;
  private final int zeros;
  private final Svg svg;

  private ScoreDrawing(ScoreFigure scores) {
    this.scores = scores;
    defined = Arrays.stream(scores.scores()).filter(Double::isFinite).map(Math::abs).sorted().toArray();
    above = Arrays.stream(defined).filter(v -> v > 0).toArray();
    zeros = defined.length - above.length;
    svg = new Svg(WIDTH, HEIGHT, title(), counts());
  }

  static Figure draw(ScoreFigure scores) {
    ScoreDrawing drawing = new ScoreDrawing(scores);
    drawing.all();
    drawing.nonZero();
    return new Figure("score_distribution", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void all() {
    heading(64, "All scores", Numbers.count(zeros) + " of " + Numbers.count(defined.length)
        + " are exactly 0 (grey)");
    double max = above.length == 0 ? 1 : above[above.length - 1];
    double width = max / BINS;
    Bins bins = Bins.linear(above, 0, max, BINS);
    double most = Math.max(10, 1.6 * Math.max(zeros, bins.most()));
    Plot plot = new Plot(svg, Scale.linear(-3 * width, max * 1.02, 64, 344), Scale.log(0.6, most, BOTTOM, TOP));
    plot.leftAxis(5, "latents per bin (log)");
    bar(plot, -2.5 * width, -0.5 * width, zeros, Svg.SILENT);
    bars(plot, bins);
    top(plot);
    plot.bottomAxis(5, scores.axis());
    if (defined.length == 0) {
      plot.empty("no latent has a defined score");
    }
  }

  private void nonZero() {
    heading(424, "Scores above 0, log axis", Numbers.count(above.length) + (above.length == 1 ? " latent" : " latents"));
    double min = above.length == 0 ? 0.01 : above[0];
    double max = above.length == 0 ? 1 : above[above.length - 1];
    if (min == max) {
      min /= 2;
      max *= 2;
    }
    Bins bins = Bins.log(above, min, max, BINS);
    double room = StrictMath.exp(0.02 * (StrictMath.log(max) - StrictMath.log(min)));
    Plot plot = new Plot(svg, Scale.log(Math.max(Double.MIN_VALUE, min / room), max * room, 424, 704),
        Scale.linear(0, Math.max(1, 1.15 * bins.most()), BOTTOM, TOP));
    plot.leftAxis(Math.min(5, Math.max(1, bins.most())), "latents per bin");
    bars(plot, bins);
    top(plot);
    plot.bottomAxis(6, scores.axis());
    if (above.length == 0) {
      plot.empty("no latent has a score above 0");
    }
  }

  private void heading(double x, String what, String count) {
    svg.text(x, 40, what, "font-weight", "bold");
    svg.text(x, 57, count, "font-size", "11", "fill", Svg.QUIET);
  }

  private void bars(Plot plot, Bins bins) {
    for (int i = 0; i < bins.counts().length; i++) {
      bar(plot, bins.edges()[i], bins.edges()[i + 1], bins.counts()[i], Svg.CORRECT);
    }
  }

  private void bar(Plot plot, double lo, double hi, int count, String colour) {
    if (count > 0) {
      double at = plot.y().at(count);
      plot.svg().rect(plot.x().at(lo), at, Math.max(0.8, plot.x().at(hi) - plot.x().at(lo) - 0.6), plot.bottom() - at, "fill", colour);
    }
  }

  /** With fewer scores above 0 than are listed there is nothing to part. */
  private boolean marked() {
    return scores.top() > 0 && scores.top() < above.length;
  }

  private void top(Plot plot) {
    if (marked()) {
      plot.mark(above[above.length - scores.top()], "top " + scores.top());
    }
  }

  private String title() {
    return "Distribution of the " + scores.axis();
  }

  private String counts() {
    int undefined = scores.scores().length - defined.length;
    return Numbers.count(scores.scores().length) + " latents (" + scores.latents() + "): " + Numbers.count(zeros) + " score exactly 0, "
        + Numbers.count(above.length) + " above 0"
        + (undefined == 0 ? "." : ", " + Numbers.count(undefined) + " undefined and not drawn.");
  }

  private String caption() {
    String range = above.length == 0 ? "" : " The largest score is " + Numbers.fixed(above[above.length - 1], 3) + ".";
    String mark = !marked() ? "" : " The dashed line marks the lowest of the top " + scores.top() + " scores, "
        + Numbers.fixed(above[above.length - scores.top()], 3) + ".";
    return counts() + range + mark + " Left: all scores, with the number of latents on a log axis so that single latents stay visible. "
        + "Right: the scores above 0 on a log axis, with the number on a linear one.";
  }
}
