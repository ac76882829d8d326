package pva.analysis.spec;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import pva.base.PvaException;

/**
 * Drops latents that fire on more than {@code share} of the tokens of general text.
 *
 * @param name {@code pile}
 * @param share 0 to 1; a latent whose rate is above it is dropped
 * @param corpus JSONL of general text, relative to the script; empty = {@code pile.jsonl} beside the script or the data
 * @param documents how many documents from the start; empty = all
 * @param context how many tokens of each document; empty = all
 */
public record FilterSpec(String name, double share, Optional<String> corpus, OptionalInt documents, OptionalInt context)
    implements FilterRule {
  public FilterSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(corpus);
    if (!(share >= 0 && share <= 1)) {
      throw PvaException.usage("PVA-RUN-006", "the share of the filter lies between 0 and 1, not at " + share).word("filter");
    }
    if (documents.isPresent() && documents.getAsInt() < 1) {
      throw PvaException.usage("PVA-RUN-007", "the filter needs at least 1 document, not " + documents.getAsInt()).word("filter");
    }
    if (context.isPresent() && context.getAsInt() < 2) {
      throw PvaException.usage("PVA-RUN-008", "the filter's context needs at least 2 tokens, not " + context.getAsInt()).word("filter");
    }
  }

  public static FilterSpec pile(double share) {
    return new FilterSpec("pile", share, Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  public static FilterSpec pile(double share, String corpus) {
    return new FilterSpec("pile", share, Optional.of(corpus), OptionalInt.empty(), OptionalInt.empty());
  }
}
