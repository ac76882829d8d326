package pva.viz;

import java.util.List;

/** A rectangle of a figure with a scale along its bottom and one along its left: draws the axes. The left scale runs upwards. */
record Plot(Svg svg, Scale x, Scale y) {
  private static final double TICK = 4;
  private static final double LABEL_BELOW = 34;

  double left() {
    return x.from();
  }

  double right() {
    return x.to();
  }

  double top() {
    return y.to();
  }

  double bottom() {
    return y.from();
  }

  double middle() {
    return (left() + right()) / 2;
  }

  /** Ticks below the line, and the axis' name with its unit. */
  Plot bottomAxis(int about, String name) {
    for (Scale.Tick tick : named(about)) {
      double at = x.at(tick.value());
      svg.line(at, bottom(), at, bottom() + TICK, "stroke", Svg.INK);
      svg.text(at, bottom() + TICK + 12, tick.label(), "text-anchor", "middle", "font-size", "11");
    }
    for (double minor : x.minorTicks()) {
      svg.line(x.at(minor), bottom(), x.at(minor), bottom() + TICK / 2, "stroke", Svg.INK);
    }
    svg.line(left(), bottom(), right(), bottom(), "stroke", Svg.INK);
    svg.text(middle(), bottom() + LABEL_BELOW, Glyphs.shorten(name, Svg.TEXT, false, right() - left() + 60), "text-anchor", "middle");
    return this;
  }

  /** As many ticks as asked for, fewer where their labels would touch. */
  private List<Scale.Tick> named(int about) {
    List<Scale.Tick> ticks = x.ticks(about);
    double room = ticks.stream().mapToDouble(t -> Glyphs.width(t.label(), Svg.SMALL, false) + 10).max().orElse(0) * ticks.size();
    return room <= right() - left() || about <= 1 ? ticks : named(about - 1);
  }

  /** Ticks at the left with a faint line across at each, and the axis' name, upright. */
  Plot leftAxis(int about, String name) {
    List<Scale.Tick> ticks = y.ticks(about);
    double widest = 0;
    for (Scale.Tick tick : ticks) {
      double at = y.at(tick.value());
      svg.line(left(), at, right(), at, "stroke", Svg.FAINT);
      svg.text(left() - 6, at + 4, tick.label(), "text-anchor", "end", "font-size", "11");
      widest = Math.max(widest, Glyphs.width(tick.label(), Svg.SMALL, false));
    }
    svg.upright(left() - 14 - widest, (top() + bottom()) / 2, name);
    return this;
  }

  /** A dashed line across the plot's height at a value, named at its top on the side that has room. */
  Plot mark(double value, String name) {
    double at = x.at(value);
    boolean rightwards = right() - at > Glyphs.width(name, Svg.SMALL, false) + 6;
    svg.line(at, top(), at, bottom(), "stroke", Svg.INK, "stroke-dasharray", "4 3");
    svg.text(rightwards ? at + 5 : at - 5, top() + 9, name, Svg.rimmed("font-size", "11", "text-anchor",
        rightwards ? "start" : "end"));
    return this;
  }

  /** Says in the middle why there is nothing to see. */
  Plot empty(String why) {
    svg.text(middle(), (top() + bottom()) / 2, Glyphs.shorten(why, Svg.TEXT, false, right() - left()), Svg.rimmed("text-anchor", "middle",
        "fill", Svg.QUIET));
    return this;
  }
}
