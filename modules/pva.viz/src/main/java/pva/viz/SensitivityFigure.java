package pva.viz;

import java.util.List;
import java.util.Optional;

/**
 * What the figure of the filter's sensitivity shows: the same ranking at other thresholds.
 *
 * @param at ascending by threshold; the last one may be NaN = no filter
 * @param used the threshold of the run
 * @param top how many latents count as the top
 * @param score name of the score, such as {@code |d|}
 * @param tokens tokens of general text that were counted
 */
public record SensitivityFigure(List<At> at, double used, int top, String score, long tokens) {
  public SensitivityFigure {
    at = List.copyOf(at);
  }

  /**
   * One threshold.
   *
   * @param share the threshold; NaN = no filter
   * @param dropped latents dropped
   * @param topLeft how many of the top latents without a filter are left
   * @param best the first latent that is left; empty = none
   * @param score its score; NaN = none
   * @param unsure how many latents have a Wilson interval (95 %) with the threshold inside
   */
  public record At(double share, int dropped, int topLeft, Optional<LatentName> best, double score, int unsure) {
  }
}
