package pva.stats;

import java.util.Arrays;

/**
 * Values in ascending order with how many rows of each group hold each: what every rank statistic needs to know.
 *
 * <p>Rows on which a latent is silent form one block at 0, so the cost grows with the rows that fire.
 */
final class TieBlocks {
  final int n1;
  final int n0;
  final double[] value;
  final int[] correct;
  final int[] incorrect;
  private int size;

  private TieBlocks(int n1, int n0, int most) {
    this.n1 = n1;
    this.n0 = n0;
    value = new double[most];
    correct = new int[most];
    incorrect = new int[most];
  }

  static TieBlocks of(ByLatent latents, int latent, Labels labels) {
    int from = latents.start()[latent];
    int fired = latents.fired(latent);
    // the bits of positive floats sort as the floats do; the label rides in the lowest bit
    long[] keys = new long[fired];
    int fired1 = 0;
    for (int i = 0; i < fired; i++) {
      int label = labels.correct()[latents.row()[from + i]] ? 1 : 0;
      fired1 += label;
      keys[i] = (long) Float.floatToRawIntBits(latents.value()[from + i]) << 1 | label;
    }
    Arrays.sort(keys);
    TieBlocks blocks = new TieBlocks(labels.positives(), labels.negatives(), fired + 1);
    int silent1 = labels.positives() - fired1;
    int silent0 = labels.negatives() - (fired - fired1);
    if (silent1 + silent0 > 0) {
      blocks.add(0, silent1, silent0);
    }
    for (long key : keys) {
      int label = (int) (key & 1);
      blocks.add(Float.intBitsToFloat((int) (key >> 1)), label, 1 - label);
    }
    return blocks;
  }

  /** Blocks of plain numbers, one a row, none NaN. */
  static TieBlocks of(double[] values, Labels labels) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    TieBlocks blocks = new TieBlocks(labels.positives(), labels.negatives(), values.length);
    for (int i : order) {
      int label = labels.correct()[i] ? 1 : 0;
      blocks.add(values[i], label, 1 - label);
    }
    return blocks;
  }

  /** Only the rows that fire, of blocks that {@link #of(ByLatent, int, Labels)} made. */
  TieBlocks firing(TwoGroups g) {
    int silent = size > 0 && value[0] == 0 ? 1 : 0;
    TieBlocks blocks = new TieBlocks(g.fired1(), g.fired0(), size);
    blocks.size = size - silent;
    System.arraycopy(value, silent, blocks.value, 0, blocks.size);
    System.arraycopy(correct, silent, blocks.correct, 0, blocks.size);
    System.arraycopy(incorrect, silent, blocks.incorrect, 0, blocks.size);
    return blocks;
  }

  private void add(double v, int ones, int zeros) {
    if (size == 0 || value[size - 1] != v) {
      value[size++] = v;
    }
    correct[size - 1] += ones;
    incorrect[size - 1] += zeros;
  }

  int size() {
    return size;
  }

  /** Mann-Whitney's U: (correct, incorrect) pairs in which the correct row is higher, ties counting half. */
  double u() {
    double u = 0;
    long below = 0;
    for (int b = 0; b < size; b++) {
      u += correct[b] * (below + 0.5 * incorrect[b]);
      below += incorrect[b];
    }
    return u;
  }

  /** Σ (t³ − t) over blocks of t equal values. */
  double tieSum() {
    double sum = 0;
    for (int b = 0; b < size; b++) {
      double t = (double) correct[b] + incorrect[b];
      sum += t * t * t - t;
    }
    return sum;
  }
}
