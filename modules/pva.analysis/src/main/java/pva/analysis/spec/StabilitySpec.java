package pva.analysis.spec;

import pva.base.PvaException;

/** How often the ranking is made anew on rows drawn with replacement, whole tasks together. */
public record StabilitySpec(int resamples) {
  public StabilitySpec {
    if (resamples < 2) {
      throw PvaException.usage("PVA-RUN-066", "a bootstrap takes at least 2 resamples, not " + resamples).word("stability");
    }
  }
}
