package pva.stats;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How large the standardised sums of latents become under relabelings, counted in bins of |z| for latents that fire about as often:
 * what {@link TaskTest} takes its p-values from.
 */
final class TaskTails implements RelabelingSums.Test {
  private static final int FEWEST_LATENTS = 250;
  private static final int MOST_STRATA = 8;
  private static final int PIECE = 512;
  private static final double TIE = 1e-5;
  /** Bins of |z| per unit: a p is exact to the 0.5 % that the tail changes within one, and rounded up. */
  private static final int BINS_PER_UNIT = 1024;
  private static final int BINS = 64 * BINS_PER_UNIT;

  private final int count;
  private final double[] mean;
  private final double[] scale;
  private final double[] z;
  /** By latent; −1 for those not tested. */
  private final int[] stratum;
  private final int[] tested;
  private final int strata;
  /** By stratum and bin, one for each thread that counts: no tile has to clear one of its own, and sums do not depend on who counted. */
  private final Queue<long[][]> histograms = new ConcurrentLinkedQueue<>();

  TaskTails(ByLatent latents, LabelPermutations relabelings, boolean[] kept, int count, int threads) {
    int n = latents.latents();
    this.count = count;
    this.mean = new double[n];
    this.scale = new double[n];
    this.z = new double[n];
    PermutationMoments moments = relabelings.moments();
    Parallel.pieces(n, PIECE, threads, (from, to) -> {
      PermutationMoments.Scratch scratch = moments.scratch();
      for (int j = from; j < to; j++) {
        mean[j] = moments.mean(latents, j);
        double deviation = Math.sqrt(moments.variance(latents, j, scratch));
        scale[j] = deviation > 0 ? 1 / deviation : Double.NaN;
        z[j] = kept[j] ? (sum(latents, j, relabelings.labels()) - mean[j]) * scale[j] : Double.NaN;
      }
    });
    this.tested = Arrays.stream(latents.leastFiringFirst()).filter(j -> !Double.isNaN(z[j])).toArray();
    this.strata = Math.max(1, Math.min(MOST_STRATA, tested.length / FEWEST_LATENTS));
    this.stratum = new int[n];
    Arrays.fill(stratum, -1);
    for (int s = 0; s < strata; s++) {
      for (int i = start(s); i < start(s + 1); i++) {
        stratum[tested[i]] = s;
      }
    }
  }

  /** Where the stratum begins among the tested latents. */
  private int start(int stratum) {
    return (int) ((long) tested.length * stratum / strata);
  }

  private static double sum(ByLatent latents, int latent, Labels labels) {
    double sum = 0;
    for (int i = latents.start()[latent]; i < latents.start()[latent + 1]; i++) {
      sum += labels.correct()[latents.row()[i]] ? latents.value()[i] : 0;
    }
    return sum;
  }

  @Override
  public int relabelings() {
    return count;
  }

  @Override
  public RelabelingSums.Tile tile(int from, float[][] ones) {
    return new Tile();
  }

  /** The test, once all relabelings were seen. */
  TaskTest result() {
    double[] p = new double[z.length];
    Arrays.fill(p, Double.NaN);
    for (int s = 0; s < strata; s++) {
      long[] reaching = reaching(s);
      for (int i = start(s); i < start(s + 1); i++) {
        int j = tested[i];
        // a relabeling that gives the same sum must count, though float32 puts it apart
        int bin = bin(Math.abs(z[j]) - TIE * (1 + mean[j] * scale[j]));
        p[j] = (1.0 + reaching[bin]) / (1.0 + (double) count * (start(s + 1) - start(s)));
      }
    }
    return new TaskTest(z, p);
  }

  /** How many pairs of the stratum lie in each bin or above. */
  private long[] reaching(int stratum) {
    long[] reaching = new long[BINS];
    for (long[][] histogram : histograms) {
      for (int b = 0; b < BINS; b++) {
        reaching[b] += histogram[stratum][b];
      }
    }
    for (int b = BINS - 2; b >= 0; b--) {
      reaching[b] += reaching[b + 1];
    }
    return reaching;
  }

  private static int bin(double z) {
    return (int) Math.min(BINS - 1, Math.max(0, z * BINS_PER_UNIT));
  }

  private final class Tile implements RelabelingSums.Tile {
    private final long[][] here;

    Tile() {
      long[][] idle = histograms.poll();
      here = idle != null ? idle : new long[strata][BINS];
    }

    @Override
    public boolean wants(int latent) {
      return stratum[latent] >= 0;
    }

    @Override
    public void take(int latent, float[] sums, int width) {
      count(sums, width, (float) mean[latent], (float) scale[latent] * BINS_PER_UNIT, here[stratum[latent]]);
    }

    private static void count(float[] sums, int width, float mean, float binsPerSum, long[] histogram) {
      for (int p = 0; p < width; p++) {
        histogram[Math.min(BINS - 1, (int) (Math.abs(sums[p] - mean) * binsPerSum))]++;
      }
    }

    @Override
    public void end() {
      histograms.add(here);
    }
  }
}
