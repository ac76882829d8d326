package pva.stats;

import java.util.List;

/**
 * By how much rows that share tasks count less than independent ones: Moulton's factor (1990)
 * {@code 1 + (m − 1) ρ_latent ρ_label}, m the size-weighted mean size of a task and ρ the share of the variance that lies between
 * tasks (the intraclass correlation of a one-way analysis of variance, not below 0). 1 where every row is a task, and where
 * either tasks do not differ in the latent or not in their labels.
 */
final class DesignEffect {
  private final Grouping groups;
  private final double meanSize;
  private final double between;
  private final double labelCorrelation;

  private DesignEffect(Grouping groups, boolean[] correct) {
    this.groups = groups;
    double n = groups.of().length;
    double square = 0;
    for (int[] rows : groups.rows()) {
      square += (double) rows.length * rows.length;
    }
    meanSize = square / n;
    between = (n - meanSize) / (groups.count() - 1);
    double ones = 0;
    double groupSquares = 0;
    for (int[] rows : groups.rows()) {
      double here = 0;
      for (int r : rows) {
        here += correct[r] ? 1 : 0;
      }
      ones += here;
      groupSquares += here * here / rows.length;
    }
    labelCorrelation = correlation(ones, ones, groupSquares);
  }

  static DesignEffect of(boolean[] correct, List<String> tasks) {
    if (tasks.size() != correct.length) {
      throw new IllegalArgumentException(tasks.size() + " task ids for " + correct.length + " rows");
    }
    return new DesignEffect(Grouping.of(tasks), correct);
  }

  static DesignEffect ofRows(boolean[] correct) {
    return new DesignEffect(Grouping.single(correct.length), correct);
  }

  /** Whether no latent can have another factor than 1. */
  boolean none() {
    return labelCorrelation == 0;
  }

  /** The factor of a latent: the larger of that of its activation and that of its firing. */
  double of(ByLatent latents, int latent, double[] sums, int[] counts) {
    if (none()) {
      return 1;
    }
    int from = latents.start()[latent];
    int to = latents.start()[latent + 1];
    double total = 0;
    double square = 0;
    for (int i = from; i < to; i++) {
      double v = latents.value()[i];
      int g = groups.of()[latents.row()[i]];
      sums[g] += v;
      counts[g]++;
      total += v;
      square += v * v;
    }
    double groupSquares = 0;
    double groupCounts = 0;
    for (int i = from; i < to; i++) {
      int g = groups.of()[latents.row()[i]];
      if (counts[g] > 0) {
        groupSquares += sums[g] * sums[g] / groups.rows()[g].length;
        groupCounts += (double) counts[g] * counts[g] / groups.rows()[g].length;
        sums[g] = 0;
        counts[g] = 0;
      }
    }
    double most = Math.max(correlation(total, square, groupSquares), correlation(to - from, to - from, groupCounts));
    return 1 + (meanSize - 1) * most * labelCorrelation;
  }

  /** How many groups there are: the length of the scratch that {@link #of} takes, all 0 before and after. */
  int groups() {
    return groups.count();
  }

  /** Intraclass correlation from sums; 0 where nothing varies or where there are not more rows than groups. */
  private double correlation(double sum, double square, double groupSquares) {
    double n = groups.of().length;
    if (n <= groups.count() || groups.count() < 2) {
      return 0;
    }
    double msb = (groupSquares - sum * sum / n) / (groups.count() - 1);
    double msw = (square - groupSquares) / (n - groups.count());
    double whole = msb + (between - 1) * msw;
    return whole > 1e-12 * square / n ? Math.min(1, Math.max(0, (msb - msw) / whole)) : 0;
  }
}
