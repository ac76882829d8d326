package pva.viz;

import java.util.List;

/**
 * What the figure of stability shows.
 *
 * @param k how many latents count as the top
 * @param resamples how often the ranking was made anew
 * @param bars the top latents in rank order
 * @param overlaps by k, ascending
 */
public record StabilityFigure(int k, int resamples, List<Bar> bars, List<Overlap> overlaps) {
  public StabilityFigure {
    bars = List.copyOf(bars);
    overlaps = List.copyOf(overlaps);
  }

  /** One latent: the share of resamples that have it among their top k. */
  public record Bar(LatentName latent, double share) {
    public Bar(int latent, double share) {
      this(LatentName.of(latent), share);
    }
  }

  /** Mean Jaccard overlap of a resample's top k with the top k of all rows, and the 95 % range over resamples; NaN = no range. */
  public record Overlap(int k, double jaccard, double low, double high) {
  }
}
