package pva.viz;

import java.util.List;

/** A panel for each part of the text: a row of cells a block, the last block on top, and a cell a head. */
final class AttentionDrawing {
  private static final double WIDTH = 760;
  private static final double LEFT = 62;
  private static final double RIGHT = 750;
  private static final double GAP = 16;
  private static final double TOP = 74;
  private static final double HIGH = 300;
  private static final double TALLEST = 20;

  private final AttentionFigure figure;
  private final int blocks;
  private final double panel;
  private final double tall;
  private final double largest;
  private final Svg svg;

  private AttentionDrawing(AttentionFigure figure) {
    this.figure = figure;
    blocks = figure.parts().get(0).cells().size() / figure.heads();
    panel = (RIGHT - LEFT - GAP * (figure.parts().size() - 1)) / figure.parts().size();
    tall = Math.min(TALLEST, HIGH / blocks);
    largest = figure.parts().stream().flatMap(p -> p.cells().stream()).mapToDouble(c -> Math.abs(c.change())).filter(Double::isFinite).max()
        .orElse(0);
    svg = new Svg(WIDTH, TOP + blocks * tall + 50, title(), caption());
  }

  static Figure draw(AttentionFigure figure) {
    AttentionDrawing drawing = new AttentionDrawing(figure);
    for (int i = 0; i < figure.parts().size(); i++) {
      drawing.panel(figure.parts().get(i), LEFT + i * (drawing.panel + GAP));
    }
    drawing.axis();
    return new Figure(figure.name(), drawing.title(), drawing.caption(), drawing.svg.document());
  }

  private void panel(AttentionFigure.Part part, double left) {
    double wide = panel / figure.heads();
    svg.text(left, 42, Glyphs.shorten(part.name(), Svg.TEXT, true, panel), "font-weight", "bold");
    svg.text(left, 60, Glyphs.shorten(points(part.mean()) + " on average", Svg.SMALL, false, panel), "font-size", "11", "fill", Svg.QUIET);
    List<AttentionFigure.Cell> cells = part.cells();
    for (int i = 0; i < cells.size(); i++) {
      AttentionFigure.Cell cell = cells.get(i);
      double x = left + i % figure.heads() * wide;
      double y = TOP + (blocks - 1 - i / figure.heads()) * tall;
      svg.rect(x, y, wide, tall, "fill", "#f7f7f7", "stroke", "#ffffff");
      if (Math.abs(cell.change()) > 0) {
        svg.rect(x, y, wide, tall, "fill", cell.change() > 0 ? Svg.CORRECT : Svg.INCORRECT, "fill-opacity",
            Numbers.coordinate(Math.abs(cell.change()) / largest), "stroke", "#ffffff");
      }
      if (cell.marked()) {
        svg.circle(x + wide / 2, y + tall / 2, Math.min(2, 0.2 * Math.min(wide, tall)), "fill", Svg.INK);
      }
    }
    svg.text(left + panel / 2, TOP + blocks * tall + 18, "heads 0 to " + (figure.heads() - 1), "text-anchor", "middle", "font-size", "11");
  }

  /** The number of every block where there is room, else of some. */
  private void axis() {
    int step = (int) Math.ceil(12 / tall);
    for (int b = 0; b < blocks; b += step) {
      svg.text(LEFT - 8, TOP + (blocks - 1 - b) * tall + tall / 2 + 4, Numbers.count(figure.first() + b), "text-anchor", "end", "font-size",
          "11");
    }
    svg.upright(20, TOP + blocks * tall / 2, "block");
    svg.text(LEFT, TOP + blocks * tall + 40, "blue: more attention when steered; vermilion: less; full colour: "
        + Numbers.fixed(100 * largest, 2) + " points; dot: beyond chance", "font-size", "11", "fill", Svg.QUIET);
  }

  private static String points(double share) {
    return Double.isFinite(share) ? Numbers.signed(100 * share, 2) + " points" : Numbers.NONE;
  }

  private String title() {
    return "Where attention goes when steered";
  }

  private String caption() {
    return "Of " + figure.whose() + ". Steered less unsteered share of attention, in points of per cent, mean over tasks; of every head of "
        + "the blocks behind the change. A dot: the paired test across tasks is significant at 0.05 after Holm's correction over all cells.";
  }
}
