package pva.stats;

import java.util.List;

import pva.base.Progress;
import pva.tensor.SparseMatrix;

/**
 * Westfall and Young's single-step max-T over Welch's t: how often chance alone lifts the best of all latents as high as
 * this one. Adjusted for every latent tested and for how they depend on one another, without assuming a distribution.
 *
 * <p>p = (1 + number of relabelings whose largest |t| reaches the latent's) / (1 + relabelings), so never below
 * {@code 1 / (1 + relabelings)}. Latents whose t is undefined, and those not kept, have no p (NaN).
 *
 * @param adjusted adjusted p by latent
 * @param maxima the largest |t| over the tested latents, one a relabeling, ascending
 */
public record MaxT(double[] adjusted, double[] maxima) {

  /**
   * Runs the test.
   *
   * @param relabelings what may be exchanged
   * @param kept the latents tested
   * @param count number of random relabelings, such as 10,000
   * @param seed relabeling k depends on the seed and on k alone, so the bytes do not depend on {@code threads}
   */
  public static MaxT of(SparseMatrix latents, LabelPermutations relabelings, boolean[] kept, int count, long seed, int threads,
      Progress progress) {
    Labels.of(latents.rows(), relabelings.labels().correct());
    return of(ByLatent.of(latents), relabelings, kept, count, seed, threads, progress);
  }

  /** The same for latents that are turned already. */
  public static MaxT of(ByLatent latents, LabelPermutations relabelings, boolean[] kept, int count, long seed, int threads,
      Progress progress) {
    Labels.of(latents.rows(), relabelings.labels().correct());
    LargestT largest = new LargestT(latents, relabelings, kept, count);
    new RelabelingSums(latents, relabelings, List.of(largest)).walk(seed, threads, progress);
    return largest.result(threads);
  }

  /**
   * A latent has {@code adjusted <= level} exactly where its |t| is above this; infinite where there were too few
   * relabelings for any p to be that small.
   */
  public double critical(double level) {
    int allowed = (int) Math.floor(level * (maxima.length + 1) + 1e-9);
    return allowed == 0 ? Double.POSITIVE_INFINITY : maxima[Math.max(0, maxima.length - allowed)];
  }
}
