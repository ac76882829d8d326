package pva.viz;

import java.util.List;

/**
 * What the figure of the top latents shows.
 *
 * @param bars in rank order
 * @param axis name of the value drawn, such as {@code Cohen's d}; positive must mean more active on correct rows, so an AUROC is
 *     given less 0.5
 * @param summary the panel beside the bars: total latents, mean, deviation, maximum, dropped, group sizes
 */
public record TopFigure(List<Bar> bars, String axis, List<Fact> summary) {
  public TopFigure {
    bars = List.copyOf(bars);
    summary = List.copyOf(summary);
  }

  /** One latent: its signed value and the 95 % interval of it; NaN where undefined or not computed. */
  public record Bar(LatentName latent, double value, double low, double high) {
    public Bar(int latent, double value, double low, double high) {
      this(LatentName.of(latent), value, low, high);
    }
  }
}
