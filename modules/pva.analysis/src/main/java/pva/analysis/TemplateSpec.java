package pva.analysis;

import pva.base.PvaException;

/**
 * Drops latents that fire on every row or on none: they see the template all rows share, and general text need not show it.
 *
 * @param share a latent is dropped that fires on at least this share of the rows; 1 = on every row
 */
public record TemplateSpec(double share) implements FilterRule {
  public TemplateSpec {
    if (!(share > 0 && share <= 1)) {
      throw PvaException.usage("PVA-RUN-067", "the share of the template filter lies above 0 and at most at 1, not at " + share).word("filter");
    }
  }
}
