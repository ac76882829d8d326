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

  /** The best latent of each layer, where a run looks at several. */
  public static Figure layers(LayersFigure layers) {
    return LayersDrawing.draw(layers);
  }

  /** All latents: effect against significance. */
  public static Figure cloud(CloudFigure cloud) {
    return CloudDrawing.draw(cloud);
  }

  /** Detectors on rows: ROC, precision and recall, or risk against coverage. */
  public static Figure curves(CurvesFigure curves) {
    return CurvesDrawing.draw(curves);
  }

  /** What a probability said against what came. */
  public static Figure reliability(ReliabilityFigure reliability) {
    return ReliabilityDrawing.draw(reliability);
  }

  /** How much of the ranking is left on other rows. */
  public static Figure stability(StabilityFigure stability) {
    return StabilityDrawing.draw(stability);
  }

  /** What another threshold of the filter would have left. */
  public static Figure sensitivity(SensitivityFigure sensitivity) {
    return SensitivityDrawing.draw(sensitivity);
  }

  /** What each dose of steering corrects and corrupts, with its controls. */
  public static Figure doseCurve(DoseFigure doses) {
    return DoseDrawing.draw(doses);
  }

  /** Which tasks steering makes right or wrong, beside its controls. */
  public static Figure transitions(TransitionsFigure sides) {
    return TransitionsDrawing.draw(sides);
  }

  /** How many solutions are right, and what went wrong with the others. */
  public static Figure outcomes(OutcomesFigure outcomes) {
    return OutcomesDrawing.draw(outcomes);
  }

  /** How long right and wrong solutions are. */
  public static Figure lengths(LengthsFigure lengths) {
    return LengthsDrawing.draw(lengths);
  }

  /** How much more or less every head attends to each part of a text when steered. */
  public static Figure attention(AttentionFigure attention) {
    return AttentionDrawing.draw(attention);
  }
}
