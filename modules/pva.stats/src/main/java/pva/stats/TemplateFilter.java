package pva.stats;

import pva.tensor.SparseMatrix;

/**
 * Latents that say nothing about a row because they do the same on all: on for every prompt (they mark the template) or off for
 * every prompt. A filter on general text cannot see the first kind.
 *
 * @param on by latent
 * @param off by latent
 */
public record TemplateFilter(boolean[] on, boolean[] off) {

  /** Of latents at the token that stands for a row. */
  public static TemplateFilter of(SparseMatrix latents) {
    int[] fired = new int[latents.cols()];
    for (int k = 0; k < latents.indptr()[latents.rows()]; k++) {
      fired[latents.indices()[k]]++;
    }
    boolean[] on = new boolean[fired.length];
    boolean[] off = new boolean[fired.length];
    for (int j = 0; j < fired.length; j++) {
      on[j] = fired[j] == latents.rows();
      off[j] = fired[j] == 0;
    }
    return new TemplateFilter(on, off);
  }

  public int alwaysOn() {
    return Kept.count(on);
  }

  public int alwaysOff() {
    return Kept.count(off);
  }

  /** Neither always on nor always off. */
  public boolean[] kept() {
    boolean[] kept = new boolean[on.length];
    for (int j = 0; j < kept.length; j++) {
      kept[j] = !on[j] && !off[j];
    }
    return kept;
  }
}
