package pva.viz;

import java.util.List;

/**
 * How well the dictionary describes the activations, at the layer asked for and beside it.
 *
 * @param layer the layer asked for
 * @param at ascending by layer; holds {@code layer} and those neighbours that exist
 * @param declaredL0 what the dictionary says of itself; NaN = it says nothing
 * @param fits the verdict
 * @param verdict the verdict in words
 */
public record FitFigure(int layer, List<At> at, double declaredL0, boolean fits, String verdict) {
  public FitFigure {
    at = List.copyOf(at);
    if (at.stream().noneMatch(a -> a.layer() == layer)) {
      throw new IllegalArgumentException("no fit at layer " + layer);
    }
  }

  /** Fraction of variance unexplained, mean number of firing latents, and mean cosine of input and reconstruction, at one layer. */
  public record At(int layer, double fvu, double l0, double cosine) {
  }

  /** The fit at the layer asked for. */
  At asked() {
    return at.stream().filter(a -> a.layer() == layer).findFirst().orElseThrow();
  }
}
