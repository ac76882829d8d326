package pva.viz;

import java.util.List;

/** Bars to the left for tasks lost, to the right for tasks gained. */
final class TransitionsDrawing {
  private static final double WIDTH = 720;
  private static final double TOP = 66;
  private static final double TALL = 24;
  private static final double SMALL = 13;
  private static final double LEFT = 250;
  private static final double RIGHT = 690;

  private final TransitionsFigure figure;
  /** Controls that change no task are counted, not drawn. */
  private final List<TransitionsFigure.Row> rows;
  private final Svg svg;
  private final double bottom;

  private TransitionsDrawing(TransitionsFigure figure) {
    this.figure = figure;
    rows = figure.rows().stream().filter(r -> !r.control() || r.gained() + r.lost() > 0).toList();
    bottom = TOP + rows.stream().mapToDouble(TransitionsDrawing::height).sum();
    svg = new Svg(WIDTH, bottom + 50, title(), caption());
  }

  static Figure draw(TransitionsFigure figure) {
    TransitionsDrawing drawing = new TransitionsDrawing(figure);
    drawing.bars();
    return new Figure("transitions", drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private static double height(TransitionsFigure.Row row) {
    return row.control() ? SMALL : TALL;
  }

  private void bars() {
    int most = Math.max(1, rows.stream().mapToInt(r -> Math.max(r.gained(), r.lost())).max().orElse(1));
    Scale x = Scale.linear(-1.12 * most, 1.12 * most, LEFT, RIGHT);
    svg.text(x.at(0) - 10, 50, "right → wrong", "text-anchor", "end", "fill", Svg.INCORRECT, "font-weight", "bold");
    svg.text(x.at(0) + 10, 50, "wrong → right", "fill", Svg.CORRECT, "font-weight", "bold");
    double y = TOP;
    for (TransitionsFigure.Row row : rows) {
      bar(x, y, row);
      y += height(row);
    }
    svg.line(x.at(0), TOP - 4, x.at(0), bottom, "stroke", Svg.INK);
    svg.line(LEFT, bottom, RIGHT, bottom, "stroke", Svg.INK);
    for (Scale.Tick tick : x.ticks(7)) {
      if (tick.value() == Math.rint(tick.value())) {
        svg.text(x.at(tick.value()), bottom + 16, Numbers.count((long) Math.abs(tick.value())), "text-anchor", "middle", "font-size", "11");
      }
    }
    svg.text((LEFT + RIGHT) / 2, bottom + 36, "tasks", "text-anchor", "middle");
  }

  private void bar(Scale x, double y, TransitionsFigure.Row row) {
    double high = height(row) - (row.control() ? 2 : 6);
    String opacity = row.control() ? "0.55" : "1";
    svg.rect(x.at(-row.lost()), y, x.at(0) - x.at(-row.lost()), high, "fill", Svg.INCORRECT, "fill-opacity", opacity);
    svg.rect(x.at(0), y, x.at(row.gained()) - x.at(0), high, "fill", Svg.CORRECT, "fill-opacity", opacity);
    double size = row.control() ? 10 : Svg.TEXT;
    svg.text(LEFT - 8, y + high / 2 + size / 3, Glyphs.shorten(row.name(), size, !row.control(), LEFT - 16), "text-anchor", "end",
        "font-size", Numbers.coordinate(size), "font-weight", row.control() ? "normal" : "bold");
    if (!row.control()) {
      svg.text(x.at(-row.lost()) - 4, y + high / 2 + 4, Numbers.count(row.lost()), "text-anchor", "end");
      svg.text(x.at(row.gained()) + 4, y + high / 2 + 4, Numbers.count(row.gained()));
    }
  }

  private String title() {
    return "Which tasks change sides";
  }

  private String caption() {
    return "On " + figure.tasks() + ": " + Numbers.count(figure.right()) + " right and " + Numbers.count(figure.wrong())
        + " wrong without steering. Tall bars: the direction and what is to be beaten; small bars: every control at the same dose, the "
        + "one with the best balance first" + (rows.size() == figure.rows().size() ? "." : "; " + Numbers.count(figure.rows().size()
        - (long) rows.size()) + " that change no task are left out.");
  }
}
