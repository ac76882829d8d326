package pva.analysis.spec;

import java.util.Objects;
import pva.base.PvaException;
import pva.stats.RankBy;

/** Which score orders the latents, and how many of them the report shows. */
public record RankSpec(RankBy by, int top) {
  public RankSpec {
    Objects.requireNonNull(by);
    if (top < 1) {
      throw PvaException.usage("PVA-RUN-009", "the ranking shows at least 1 latent, not " + top).word("rank");
    }
  }
}
