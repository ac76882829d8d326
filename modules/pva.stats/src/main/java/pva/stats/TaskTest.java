package pva.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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
  private static final int FEWEST_LATENTS = 250;
  private static final int MOST_STRATA = 8;
  /** Relabelings enough to resolve one in the number of latents twenty times over. */
  public static final int RELABELINGS = 400;
  private static final double TIE = 1e-5;
  /** Bins of |z| per unit: a p is exact to the 0.5 % that the tail changes within one, and rounded up. */
  private static final int BINS_PER_UNIT = 1024;
  private static final int BINS = 64 * BINS_PER_UNIT;

  /**
   * Runs the test.
   *
   * @param count number of random relabelings, such as {@link #RELABELINGS}
   * @param seed relabeling k depends on the seed and on k alone
   */
  public static TaskTest of(SparseMatrix latents, LabelPermutations relabelings, boolean[] kept, int count, long seed, int threads,
      Progress progress) {
    Labels labels = Labels.of(latents, relabelings.labels().correct());
    ByLatent turned = ByLatent.of(latents);
    PermutationMoments moments = relabelings.moments();
    double[] mean = new double[latents.cols()];
    double[] scale = new double[latents.cols()];
    Parallel.pieces(latents.cols(), 512, threads, (from, to) -> {
      PermutationMoments.Scratch scratch = moments.scratch();
      for (int j = from; j < to; j++) {
        mean[j] = moments.mean(turned, j);
        double deviation = Math.sqrt(moments.variance(turned, j, scratch));
        scale[j] = deviation > 0 ? 1 / deviation : Double.NaN;
      }
    });
    double[] z = new double[latents.cols()];
    for (int j = 0; j < z.length; j++) {
      z[j] = kept[j] ? (sum(turned, j, labels) - mean[j]) * scale[j] : Double.NaN;
    }
    int[] tested = IntStream.range(0, z.length).filter(j -> !Double.isNaN(z[j])).boxed()
        .sorted(Comparator.comparingInt(turned::fired)).mapToInt(Integer::intValue).toArray();
    double[] p = new double[z.length];
    Arrays.fill(p, Double.NaN);
    int strata = Math.max(1, Math.min(MOST_STRATA, tested.length / FEWEST_LATENTS));
    long[][] histograms = histograms(turned, relabelings, tested, strata, mean, scale, count, seed, threads, progress);
    for (int s = 0; s < strata; s++) {
      int from = (int) ((long) tested.length * s / strata);
      int to = (int) ((long) tested.length * (s + 1) / strata);
      long[] reaching = new long[BINS + 1];
      for (int b = BINS - 1; b >= 0; b--) {
        reaching[b] = reaching[b + 1] + histograms[s][b];
      }
      for (int i = from; i < to; i++) {
        // a relabeling that gives the same sum must count, though float32 puts it apart
        int bin = bin(Math.abs(z[tested[i]]) - TIE * (1 + mean[tested[i]] * scale[tested[i]]));
        p[tested[i]] = (1.0 + reaching[bin]) / (1.0 + (double) count * (to - from));
      }
    }
    return new TaskTest(z, p);
  }

  private static long[][] histograms(ByLatent latents, LabelPermutations relabelings, int[] tested, int strata, double[] mean,
      double[] scale, int count, long seed, int threads, Progress progress) {
    long[] seeds = new SplittableRandom(seed).longs(count).toArray();
    long[][] histograms = new long[strata][BINS];
    try (Progress.Task task = progress.start("permute tasks", count, "permutations")) {
      Parallel.pieces(count, BlockSums.WIDTH, threads, (from, to) -> {
        float[][] ones = new float[latents.rows()][to - from];
        for (int k = from; k < to; k++) {
          relabelings.draw(new SplittableRandom(seeds[k]), ones, k - from);
        }
        int[][] here = new int[strata][BINS];
        BlockSums sums = new BlockSums(latents, to - from);
        for (int s = 0; s < strata; s++) {
          for (int i = (int) ((long) tested.length * s / strata); i < (long) tested.length * (s + 1) / strata; i++) {
            count(sums.of(tested[i], ones), (float) mean[tested[i]], (float) scale[tested[i]] * BINS_PER_UNIT, here[s]);
          }
        }
        synchronized (histograms) {
          for (int s = 0; s < strata; s++) {
            for (int b = 0; b < BINS; b++) {
              histograms[s][b] += here[s][b];
            }
          }
          task.advance(to - from);
        }
      });
    }
    return histograms;
  }

  private static void count(float[] sum, float mean, float binsPerSum, int[] histogram) {
    for (float s : sum) {
      histogram[Math.min(BINS - 1, (int) (Math.abs(s - mean) * binsPerSum))]++;
    }
  }

  private static int bin(double z) {
    return (int) Math.min(BINS - 1, Math.max(0, z * BINS_PER_UNIT));
  }

  private static double sum(ByLatent latents, int latent, Labels labels) {
    double sum = 0;
    for (int i = latents.start()[latent]; i < latents.start()[latent + 1]; i++) {
      sum += labels.correct()[latents.row()[i]] ? latents.value()[i] : 0;
    }
    return sum;
  }
}
