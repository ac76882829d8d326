package pva.analysis.spec;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import pva.base.PvaException;

/**
 * What the latent is held against.
 *
 * @param from the file that says which kind a task is of, relative to the script; only with {@link Kind#TASK_KIND}
 * @param count how many directions are drawn, or the largest number of latents of a sparse probe; only where the kind has a number
 */
public record BaselineSpec(Kind kind, Optional<String> from, OptionalInt count) {
  public BaselineSpec {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(from);
    if (count.isPresent() && count.getAsInt() < 1) {
      throw PvaException.usage("PVA-RUN-064", "a baseline counts from 1, not " + count.getAsInt()).word("compare");
    }
    if (kind == Kind.TASK_KIND && from.isEmpty()) {
      throw PvaException.usage("PVA-RUN-065", "nothing says which kind each task is of").word("compare")
          .help("name a JSON file that has a kind for every task id: compare taskKind(from: 'kinds.json')");
    }
  }

  public static BaselineSpec of(Kind kind) {
    return new BaselineSpec(kind, Optional.empty(), OptionalInt.empty());
  }

  /** What a baseline looks at. */
  public enum Kind {
    /** Logistic regression on the raw activation. */
    PROBE,
    /** The direction from the mean of the incorrect to the mean of the correct rows. */
    DIFFERENCE_OF_MEANS,
    /** Logistic regression on the best 1, 2, 4, … latents. */
    SPARSE_PROBE,
    /** Directions drawn at random. */
    RANDOM_DIRECTIONS,
    /** The best latent of a dictionary with random directions and the same L0. */
    RANDOM_DICTIONARY,
    PROMPT_LENGTH,
    /** Length of the answer. */
    LENGTH,
    TEST_COUNT,
    /** The success rate of the task's kind in the rows that choose. */
    TASK_KIND
  }
}
