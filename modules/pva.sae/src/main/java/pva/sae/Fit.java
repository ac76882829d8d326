package pva.sae;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How well a dictionary describes the tensor it is applied to.
 *
 * @param layer the layer it is applied at
 * @param at the figures at that layer
 * @param neighbours the figures one layer below and above, where there are such
 * @param declaredL0 the L0 its publisher measured
 * @param verdict whether the run may go on
 */
public record Fit(int layer, At at, List<Neighbour> neighbours, OptionalDouble declaredL0, Verdict verdict) {
  public Fit {
    neighbours = List.copyOf(neighbours);
  }

  /**
   * Figures over tokens.
   *
   * @param tokens tokens measured
   * @param fvu fraction of variance unexplained, Σ‖x − x̂‖² / Σ‖x − x̄‖²: 0 is perfect, 1 no better than the mean
   * @param l0 mean number of latents above 0 by the dictionary's own rule
   * @param cosine mean cosine of x and its reconstruction
   */
  public record At(long tokens, double fvu, double l0, double cosine) {
  }

  /** The same figures at another layer. */
  public record Neighbour(int layer, At at) {
  }

  /**
   * The judgement.
   *
   * @param fits false stops the run
   * @param message in plain words, with the numbers
   * @param betterLayer the neighbour that fits clearly better, where there is one
   */
  public record Verdict(boolean fits, String message, OptionalInt betterLayer) {
  }
}
