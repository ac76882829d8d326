package pva.stats;

import java.util.Arrays;

/**
 * The largest squared t over latents, by relabeling.
 *
 * <p>Hardly any latent comes near the largest. So each latent's sum over correct rows is first taken roughly, for a whole block of
 * relabelings ({@link BlockSums}); only where it is far enough from its mean to matter ({@link SquaredT#reach}) is t computed, in float64.
 */
final class LargestT implements RelabelingSums.Test {
  /** Latents after which the bar is looked at again. */
  private static final int STEP = 64;
  private static final int PIECE = 512;
  /** t² this much below the largest still counts as equal: relabelings that give the same t come out apart by rounding. */
  private static final double EQUAL = 1 - 1e-9;

  private final ByLatent latents;
  private final LabelPermutations relabelings;
  private final Labels labels;
  private final SquaredT squaredT;
  private final boolean[] tested;
  private final double[] best;

  LargestT(ByLatent latents, LabelPermutations relabelings, boolean[] kept, int count) {
    this.latents = latents;
    this.relabelings = relabelings;
    this.labels = relabelings.labels();
    this.squaredT = new SquaredT(latents, labels);
    this.best = new double[count];
    this.tested = new boolean[latents.latents()];
    for (int j = 0; j < tested.length; j++) {
      tested[j] = kept[j] && labels.positives() > 1 && labels.negatives() > 1 && latents.varies(j);
    }
  }

  @Override
  public int relabelings() {
    return best.length;
  }

  @Override
  public RelabelingSums.Tile tile(int from, float[][] ones) {
    return new Tile(from, ones);
  }

  /** The test, once all relabelings were seen. */
  MaxT result(int threads) {
    double[] maxima = best.clone();
    Arrays.sort(maxima);
    double[] adjusted = new double[tested.length];
    Arrays.fill(adjusted, Double.NaN);
    float[][] ones = relabelings.asTheyAre();
    Parallel.pieces(adjusted.length, PIECE, threads, (from, to) -> {
      for (int j = from; j < to; j++) {
        if (tested[j]) {
          int reached = maxima.length - firstAtLeast(maxima, squaredT.of(j, ones, 0) * EQUAL);
          adjusted[j] = (1.0 + reached) / (1.0 + maxima.length);
        }
      }
    });
    return new MaxT(adjusted, Arrays.stream(maxima).map(Math::sqrt).toArray());
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

  /** Knows what the tiles before it found: that decides how much is computed, not what comes out. */
  private final class Tile implements RelabelingSums.Tile {
    private final int first;
    private final float[][] ones;
    private final double[] here;
    /** How far a latent's sum must be from its mean to raise what is here, in units of its spread. */
    private final float[] reach;
    private double bar;
    private int seen;

    Tile(int first, float[][] ones) {
      this.first = first;
      this.ones = ones;
      synchronized (best) {
        here = Arrays.copyOfRange(best, first, Math.min(best.length, first + ones[0].length));
      }
      reach = new float[here.length];
      for (int p = 0; p < here.length; p++) {
        reach[p] = (float) squaredT.reach(here[p] * EQUAL);
      }
    }

    /** Not where the latent, firing as little as it does, cannot reach what each relabeling has already. */
    @Override
    public boolean wants(int latent) {
      if (!tested[latent]) {
        return false;
      }
      if (seen < STEP || seen % STEP == 0) {
        bar = Arrays.stream(here).min().orElse(0) * EQUAL;
      }
      seen++;
      return SquaredT.bound(latents.fired(latent), labels) >= bar;
    }

    @Override
    public void take(int latent, float[] sums, int width) {
      int from = latents.start()[latent];
      int to = latents.start()[latent + 1];
      double total = 0;
      double totalSquare = 0;
      for (int i = from; i < to; i++) {
        double v = latents.value()[i];
        total += v;
        totalSquare += v * v;
      }
      double mean = total * labels.positives() / ((double) labels.positives() + labels.negatives());
      raise(latent, sums, width, (float) mean, (float) squaredT.spread(total, totalSquare), (float) (BlockSums.error(to - from) * total));
    }

    private void raise(int latent, float[] sums, int width, float mean, float spread, float error) {
      for (int p = 0; p < width; p++) {
        if (Math.abs(sums[p] - mean) >= spread * reach[p] - error) {
          double squared = squaredT.of(latent, ones, p);
          if (squared > here[p]) {
            here[p] = squared;
            reach[p] = (float) squaredT.reach(squared * EQUAL);
          }
        }
      }
    }

    @Override
    public void end() {
      synchronized (best) {
        for (int p = 0; p < here.length; p++) {
          best[first + p] = Math.max(best[first + p], here[p]);
        }
      }
    }
  }
}
