package pva.analysis.spec;

import java.util.Objects;
import java.util.OptionalInt;
import pva.base.PvaException;

/**
 * What is steered along, always towards what is more active on correct rows where the direction has to be found.
 *
 * @param latent which latent, for {@link Kind#LATENT} alone
 */
public record DirectionSpec(Kind kind, OptionalInt latent) {
  /** Where a direction comes from; all but the first and the last are found on the select tasks alone. */
  public enum Kind {
    /** The decoder row of a latent named in the script. */
    LATENT,
    /** The decoder row of the latent with the largest Cohen's d at the last prompt token. */
    BEST_LATENT,
    /** From the mean incorrect to the mean correct activation of the last prompt token. */
    DIFFERENCE_OF_MEANS,
    /** The weights of a logistic regression on the same activations. */
    PROBE,
    /** Drawn at random. */
    RANDOM
  }

  public DirectionSpec {
    Objects.requireNonNull(kind);
    if ((kind == Kind.LATENT) != latent.isPresent()) {
      throw new IllegalArgumentException(kind + " " + latent);
    }
    if (latent.isPresent() && latent.getAsInt() < 0) {
      throw PvaException.usage("PVA-STEER-001", "a latent is counted from 0, not " + latent.getAsInt()).word("direction");
    }
  }

  public static DirectionSpec latent(int latent) {
    return new DirectionSpec(Kind.LATENT, OptionalInt.of(latent));
  }

  public static DirectionSpec of(Kind kind) {
    return new DirectionSpec(kind, OptionalInt.empty());
  }

  boolean ofDictionary() {
    return kind == Kind.LATENT || kind == Kind.BEST_LATENT;
  }
}
