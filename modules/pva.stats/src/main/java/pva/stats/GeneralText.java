package pva.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often latents fire on general text, and what a filter on it does.
 *
 * @param count by latent, the tokens it fires on
 * @param tokens all tokens looked at
 */
public record GeneralText(long[] count, long tokens) {

  /**
   * What a threshold would keep.
   *
   * @param keptOfTop how many of the first latents it keeps
   * @param best the first latent it keeps, −1 where it keeps none
   */
  public record Sensitivity(double threshold, int kept, int keptOfTop, int best) {
  }

  /** Share of tokens on which a latent fires, with Wilson's interval: the least doubt, as tokens of one text are not independent. */
  public Estimate rate(int latent, double level) {
    return new Estimate((double) count[latent] / tokens, Interval.wilson(count[latent], tokens, level));
  }

  /** The latents that fire on at most this share of tokens. */
  public boolean[] kept(double threshold) {
    boolean[] kept = new boolean[count.length];
    for (int j = 0; j < kept.length; j++) {
      kept[j] = count[j] <= threshold * tokens;
    }
    return kept;
  }

  /**
   * The filter's effect over thresholds.
   *
   * @param order latents in rank order
   * @param top how many of them count as the top
   */
  public List<Sensitivity> sensitivity(double[] thresholds, int[] order, int top) {
    List<Sensitivity> rows = new ArrayList<>();
    for (double threshold : thresholds) {
      boolean[] kept = kept(threshold);
      rows.add(new Sensitivity(threshold, Kept.count(kept),
          (int) IntStream.of(order).limit(top).filter(j -> kept[j]).count(),
          IntStream.of(order).filter(j -> kept[j]).findFirst().orElse(-1)));
    }
    return rows;
  }
}
