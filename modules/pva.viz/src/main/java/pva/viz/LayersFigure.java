package pva.viz;

import java.util.List;
import java.util.Optional;

/**
 * What the figure of several layers shows: of each layer the latent that ranks first among those that were kept.
 *
 * @param at ascending by layer
 * @param level a family-wise p of at most this counts as found
 * @param least the smallest p that so many relabelings can show
 */
public record LayersFigure(List<At> at, double level, double least) {
  public LayersFigure {
    at = List.copyOf(at);
  }

  /**
   * One layer.
   *
   * @param best empty where no latent was kept
   * @param cohensD signed, positive = more active on correct rows; NaN = undefined
   * @param low lower end of its 95 % interval, {@code high} the upper one; NaN = undefined
   * @param p family-wise, over the latents of all layers; NaN = not tested
   */
  public record At(int layer, Optional<LatentName> best, double cohensD, double low, double high, double p) {
  }
}
