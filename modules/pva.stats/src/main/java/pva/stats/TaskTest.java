package pva.stats;

import java.util.List;

import pva.base.Progress;
import pva.tensor.SparseMatrix;

/**
 * A test of each latent that respects tasks, for corrections such as Benjamini-Hochberg: rows of one task are not independent, so
 * row-level p-values are too small.
 *
 * <p>The statistic is the sum of the latent's activations over correct rows, centred and scaled by its exact mean and deviation
 * over all relabelings that exchange whole tasks ({@link LabelPermutations}). Its p is the share of (latent, relabeling) pairs
 * that reach it among latents that fire about as often: a few hundred relabelings of a few hundred latents resolve p-values far
 * below one in the number of latents, and no shape of distribution is assumed.
 *
 * @param z positive where more active on correct rows; NaN where no relabeling changes the sum, and for latents not kept
 * @param p two-sided; NaN where z is
 */
public record TaskTest(double[] z, double[] p) {
  /** Relabelings enough to resolve one in the number of latents twenty times over. */
  public static final int RELABELINGS = 400;

  /**
   * Runs the test.
   *
   * @param count number of random relabelings, such as {@link #RELABELINGS}
   * @param seed relabeling k depends on the seed and on k alone
   */
  public static TaskTest of(SparseMatrix latents, LabelPermutations relabelings, boolean[] kept, int count, long seed, int threads,
      Progress progress) {
    Labels.of(latents.rows(), relabelings.labels().correct());
    return of(ByLatent.of(latents), relabelings, kept, count, seed, threads, progress);
  }

  /** The same for latents that are turned already. */
  public static TaskTest of(ByLatent latents, LabelPermutations relabelings, boolean[] kept, int count, long seed, int threads,
      Progress progress) {
    Labels.of(latents.rows(), relabelings.labels().correct());
    TaskTails tails = new TaskTails(latents, relabelings, kept, count, threads);
    new RelabelingSums(latents, relabelings, List.of(tails)).walk(seed, threads, progress);
    return tails.result();
  }
}
