package pva.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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
  /** Relabelings that give a latent the same t must count as reaching it, though rounding puts them apart. */
  private static final double EQUAL = 1 - 1e-9;

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
    Labels labels = Labels.of(latents, relabelings.labels().correct());
    ByLatent turned = ByLatent.of(latents);
    int[] tested = IntStream.range(0, latents.cols()).filter(j -> kept[j] && varies(turned, j)).boxed()
        .sorted(Comparator.comparingInt(j -> -turned.fired(j))).mapToInt(Integer::intValue).toArray();
    if (labels.positives() < 2 || labels.negatives() < 2) {
      tested = new int[0];
    }
    double[] maxima = maxima(turned, relabelings, tested, count, seed, threads, progress);
    double[] adjusted = new double[latents.cols()];
    Arrays.fill(adjusted, Double.NaN);
    SquaredT observed = new SquaredT(turned, labels);
    float[][] ones = relabelings.asTheyAre();
    for (int latent : tested) {
      int reached = count - firstAtLeast(maxima, observed.of(latent, ones, 0) * EQUAL);
      adjusted[latent] = (1.0 + reached) / (1.0 + count);
    }
    return new MaxT(adjusted, Arrays.stream(maxima).map(Math::sqrt).toArray());
  }

  /**
   * A latent has {@code adjusted <= level} exactly where its |t| is above this; infinite where there were too few
   * relabelings for any p to be that small.
   */
  public double critical(double level) {
    int allowed = (int) Math.floor(level * (maxima.length + 1) + 1e-9);
    return allowed == 0 ? Double.POSITIVE_INFINITY : maxima[Math.max(0, maxima.length - allowed)];
  }

  private static double[] maxima(ByLatent latents, LabelPermutations relabelings, int[] tested, int count, long seed, int threads,
      Progress progress) {
    long[] seeds = new SplittableRandom(seed).longs(count).toArray();
    double[] maxima = new double[count];
    try (Progress.Task task = progress.start("permute labels", count, "permutations")) {
      Parallel.pieces(count, BlockSums.WIDTH, threads, (from, to) -> {
        int width = to - from;
        float[][] ones = new float[latents.rows()][width];
        for (int k = from; k < to; k++) {
          relabelings.draw(new SplittableRandom(seeds[k]), ones, k - from);
        }
        double[] best = new LargestT(latents, relabelings.labels(), width).over(tested, ones);
        System.arraycopy(best, 0, maxima, from, width);
        synchronized (task) {
          task.advance(width);
        }
      });
    }
    Arrays.sort(maxima);
    return maxima;
  }

  private static boolean varies(ByLatent latents, int latent) {
    int from = latents.start()[latent];
    int to = latents.start()[latent + 1];
    if (to - from < latents.rows()) {
      return to > from;
    }
    for (int i = from + 1; i < to; i++) {
      if (latents.value()[i] != latents.value()[from]) {
        return true;
      }
    }
    return false;
  }

  private static int firstAtLeast(double[] ascending, double limit) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] >= limit) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
