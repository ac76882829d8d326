package pva.stats;

import java.util.List;
import java.util.stream.IntStream;

import pva.tensor.SparseMatrix;

/** One latent in both groups, for figures and for a reader who wants to see the rows behind a score. */
public record LatentGroups(int latent, GroupSummary correct, GroupSummary incorrect) {

  /** The given latents, in the given order. */
  public static List<LatentGroups> of(SparseMatrix latents, boolean[] correct, int... which) {
    Labels labels = Labels.of(latents.rows(), correct);
    ByLatent turned = ByLatent.of(latents);
    return IntStream.of(which).mapToObj(latent -> new LatentGroups(latent, GroupSummary.of(turned, latent, labels, true),
        GroupSummary.of(turned, latent, labels, false))).toList();
  }
}
