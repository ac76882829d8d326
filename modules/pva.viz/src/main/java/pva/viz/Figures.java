package pva.viz;

/** Draws the figures of a run. */
public final class Figures {
  private Figures() {
  }

  /** Histogram of all scores, and of the non-zero ones on a log axis. */
  public static Figure scoreDistribution(ScoreFigure scores) {
    throw new UnsupportedOperationException("score distribution");
  }

  /** Bars with values, beside the summary. */
  public static Figure topLatents(TopFigure top) {
    throw new UnsupportedOperationException("top latents");
  }

  /** The two groups at one latent: the share that fires, and the activations of the rows that do. */
  public static Figure groupComparison(GroupFigure groups) {
    throw new UnsupportedOperationException("group comparison");
  }

  /** Unexplained variance and L0 at the layer asked for and beside it. */
  public static Figure fit(FitFigure fit) {
    throw new UnsupportedOperationException("fit");
  }
}
