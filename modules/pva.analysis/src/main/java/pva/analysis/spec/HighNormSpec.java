package pva.analysis.spec;

import pva.base.PvaException;

/**
 * Leaves out the rows whose activation is more than so many times as long as the median one. Such tokens are attention sinks; one of
 * them can carry a mean.
 *
 * @param medians the multiple of the median norm, such as 10
 */
public record HighNormSpec(double medians) implements FilterRule {
  public HighNormSpec {
    if (!(medians > 1 && medians < Double.POSITIVE_INFINITY)) {
      throw PvaException.usage("PVA-RUN-067", "the guard against long activations takes a number above 1, not " + medians).word("filter");
    }
  }
}
