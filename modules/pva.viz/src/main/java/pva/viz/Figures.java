package pva.viz;

/** Draws the figures of a run. */
public final class Figures {
  private Figures() {
  }

  /** Histogram of all scores, and of the non-zero ones on a log axis. */
  public static Figure scoreDistribution(ScoreFigure scores) {
    return ScoreDrawing.draw(scores);
  }

  /** Bars with values, beside the summary. */
  public static Figure topLatents(TopFigure top) {
    return TopDrawing.draw(top);
  }

  /** The two groups at one latent: the share that fires, and the activations of the rows that do. */
  public static Figure groupComparison(GroupFigure groups) {
    return GroupDrawing.draw(groups);
  }

  /** Unexplained variance and L0 at the layer asked for and beside it. */
  public static Figure fit(FitFigure fit) {
    return FitDrawing.draw(fit);
  }
}
