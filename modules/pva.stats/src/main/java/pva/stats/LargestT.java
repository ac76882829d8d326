package pva.stats;

import java.util.Arrays;

/**
 * The largest squared t over latents, for a block of relabelings at once.
 *
 * <p>Hardly any latent comes near the largest. So each latent's sum over correct rows is first taken roughly, for the whole block
 * ({@link BlockSums}); only where it is far enough from its mean to matter ({@link SquaredT#reach}) is t computed, in float64.
 */
final class LargestT {
  /** Latents after which the bar is looked at again. */
  private static final int STEP = 64;
  /** t² this much below the largest still counts as equal. */
  private static final double EQUAL = 1 - 1e-9;

  private final ByLatent latents;
  private final Labels labels;
  private final SquaredT squaredT;
  private final BlockSums sums;
  private final double[] best;

  LargestT(ByLatent latents, Labels labels, int width) {
    this.latents = latents;
    this.labels = labels;
    this.squaredT = new SquaredT(latents, labels);
    this.sums = new BlockSums(latents, width);
    this.best = new double[width];
  }

  /**
   * Stops where the latents left, which fire least, cannot reach what each relabeling has already.
   *
   * @param ones 1 for correct rows, [rows, width]
   * @return by relabeling
   */
  double[] over(int[] mostFiringFirst, float[][] ones) {
    double bar = 0;
    for (int k = 0; k < mostFiringFirst.length; k++) {
      if (k % STEP == 0 || k < STEP) {
        bar = Arrays.stream(best).min().orElse(0);
        if (SquaredT.bound(latents.fired(mostFiringFirst[k]), labels) < bar * EQUAL) {
          break;
        }
      }
      raise(mostFiringFirst[k], ones, bar);
    }
    return best;
  }

  private void raise(int latent, float[][] ones, double bar) {
    int from = latents.start()[latent];
    int to = latents.start()[latent + 1];
    double total = 0;
    double totalSquare = 0;
    for (int i = from; i < to; i++) {
      double v = latents.value()[i];
      total += v;
      totalSquare += v * v;
    }
    float[] sum = sums.of(latent, ones);
    double mean = total * labels.positives() / ((double) labels.positives() + labels.negatives());
    double reach = squaredT.reach(total, totalSquare, bar * EQUAL) - BlockSums.error(to - from) * total;
    float low = (float) (mean - reach);
    float high = (float) (mean + reach);
    for (int p = 0; p < sum.length; p++) {
      if (sum[p] >= high || sum[p] <= low) {
        best[p] = Math.max(best[p], squaredT.of(latent, ones, p));
      }
    }
  }
}
