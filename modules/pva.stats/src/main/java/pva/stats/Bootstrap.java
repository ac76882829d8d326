package pva.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The grouped bootstrap: tasks are drawn with replacement, a task's rows together, within each stratum; a resample is the
 * number of times each row was drawn.
 */
final class Bootstrap {
  private final Grouping groups;
  private final int[][] strata;
  private final Resampling resampling;

  private Bootstrap(Grouping groups, int[][] strata, Resampling resampling) {
    this.groups = groups;
    this.strata = strata;
    this.resampling = resampling;
  }

  static Bootstrap of(Grouping groups, Resampling resampling) {
    int[] all = new int[groups.count()];
    Arrays.setAll(all, g -> g);
    return new Bootstrap(groups, new int[][] {all}, resampling);
  }

  /** Strata are lists of groups. */
  static Bootstrap within(int[][] strata, Grouping groups, Resampling resampling) {
    return new Bootstrap(groups, strata, resampling);
  }

  /** {@code figures} of each resample, in order: [resamples][figures]. */
  double[][] draw(Function<int[], double[]> figures, int threads) {
    long[] seeds = new SplittableRandom(resampling.seed()).longs(resampling.count()).toArray();
    double[][] drawn = new double[resampling.count()][];
    Parallel.pieces(seeds.length, 16, threads, (from, to) -> {
      for (int k = from; k < to; k++) {
        drawn[k] = figures.apply(weights(new SplittableRandom(seeds[k])));
      }
    });
    return drawn;
  }

  private int[] weights(SplittableRandom random) {
    int[] weights = new int[groups.of().length];
    for (int[] stratum : strata) {
      for (int k = 0; k < stratum.length; k++) {
        for (int row : groups.rows()[stratum[random.nextInt(stratum.length)]]) {
          weights[row]++;
        }
      }
    }
    return weights;
  }

  /** The percentile interval of one figure; resamples in which it is undefined do not count, NaN where it never is defined. */
  Interval interval(double[][] drawn, int figure) {
    double[] values = Arrays.stream(drawn).mapToDouble(d -> d[figure]).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double tail = (1 - resampling.level()) / 2;
    return new Interval(quantile(values, tail), quantile(values, 1 - tail));
  }

  /** Linear between neighbours, as numpy's; NaN of nothing. */
  static double quantile(double[] ascending, double share) {
    if (ascending.length == 0) {
      return Double.NaN;
    }
    double at = share * (ascending.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
  }
}
