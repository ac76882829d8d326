package pva.viz;

import java.util.Comparator;
import java.util.List;

/** A bar for the right solutions, then one for each kind of error, the most frequent first. */
final class OutcomesDrawing {
  private static final double WIDTH = 720;
  private static final double TOP = 12;
  private static final double ROW = 24;
  private static final double LEFT = 190;
  private static final double RIGHT = 600;

  private final OutcomesFigure figure;
  private final List<OutcomesFigure.Error> errors;
  private final Svg svg;

  private OutcomesDrawing(OutcomesFigure figure) {
    this.figure = figure;
    errors = figure.errors().stream().sorted(Comparator.comparingInt((OutcomesFigure.Error e) -> -e.count())
        .thenComparing(OutcomesFigure.Error::kind)).toList();
    svg = new Svg(WIDTH, TOP + ROW * (1 + errors.size()) + 14, title(), caption());
  }

  static Figure draw(OutcomesFigure figure) {
    OutcomesDrawing drawing = new OutcomesDrawing(figure);
    drawing.bars();
    return new Figure("outcomes", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void bars() {
    int most = Math.max(1, Math.max(figure.correct(), errors.stream().mapToInt(OutcomesFigure.Error::count).max().orElse(0)));
    Scale x = Scale.linear(0, most, LEFT, RIGHT);
    bar(x, 0, "correct", figure.correct(), Svg.CORRECT);
    for (int i = 0; i < errors.size(); i++) {
      bar(x, i + 1, errors.get(i).kind(), errors.get(i).count(), Svg.INCORRECT);
    }
    svg.line(LEFT, TOP - 6, LEFT, TOP + ROW * (1 + errors.size()), "stroke", Svg.INK);
  }

  private void bar(Scale x, int row, String name, int count, String colour) {
    double y = TOP + ROW * row;
    svg.text(LEFT - 8, y + 13, Glyphs.shorten(name, Svg.TEXT, row == 0, LEFT - 20), "text-anchor", "end", "font-weight", row == 0 ? "bold"
        : "normal");
    svg.rect(LEFT, y, x.at(count) - LEFT, ROW - 6, "fill", colour);
    svg.text(x.at(count) + 6, y + 13, Numbers.count(count) + " (" + Numbers.percent((double) count / Math.max(1, figure.total())) + ")");
  }

  private String title() {
    return "What became of the solutions";
  }

  private String caption() {
    return Numbers.count(figure.total()) + " " + figure.which() + ": " + Numbers.count(figure.correct())
        + " pass every test. The others stand by the first thing that went wrong: the exception that ended the first test that failed, or "
        + "what ended the program.";
  }
}
