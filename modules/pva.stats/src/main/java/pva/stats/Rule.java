package pva.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A fitted rule that gives every row a score, higher for rows it takes for correct: what {@link Selection} has chosen. */
public sealed interface Rule permits LatentRule, LinearRule, SparseLinearRule, RandomLatentRule, NumberRule, CategoryRule,
    AdjustedRule, CombinedRule {

  /** In words, such as {@code latent 778 of layer 4, lower on correct rows}. */
  String describe();

  /** The layer it reads; empty where it reads no activations. */
  default OptionalInt layer() {
    return OptionalInt.empty();
  }

  /** The latents it reads, most telling first. */
  default List<Integer> latents() {
    return List.of();
  }

  /** The direction in the residual stream that it reads, towards rows it takes for correct; empty where it reads none. */
  default Optional<double[]> direction() {
    return Optional.empty();
  }

  /** What is added to {@code direction · x}; a logistic probe's sum is the log odds of a correct row. Empty where there is no direction. */
  default OptionalDouble intercept() {
    return OptionalDouble.empty();
  }
}
