package pva.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Exact mean and variance of "sum of a latent's activations over correct rows" over all relabelings that exchange whole tasks of
 * equal size.
 *
 * <p>For n tasks of one size let x be a task's activations and y its labels, both less their mean over the n tasks. The sum then has
 * variance {@code trace(Σ x xᵀ · Σ y yᵀ) / (n − 1)} (Hoeffding 1951, for the scores {@code x · y}), and classes of different sizes add up.
 */
final class PermutationMoments {
  private final int[] classOf;
  private final int[] placeOf;
  private final int[] groupOf;
  private final int groups;
  private final double[][] meanLabel;
  private final double[][][] labelProducts;
  private final int[] sizes;
  private final int[] counts;

  PermutationMoments(boolean[] correct, List<int[][]> classes) {
    classOf = new int[correct.length];
    placeOf = new int[correct.length];
    groupOf = new int[correct.length];
    meanLabel = new double[classes.size()][];
    labelProducts = new double[classes.size()][][];
    sizes = new int[classes.size()];
    counts = new int[classes.size()];
    int group = 0;
    for (int c = 0; c < sizes.length; c++) {
      int[][] tasks = classes.get(c);
      int size = tasks[0].length;
      sizes[c] = size;
      counts[c] = tasks.length;
      meanLabel[c] = new double[size];
      labelProducts[c] = new double[size][size];
      for (int[] task : tasks) {
        for (int i = 0; i < size; i++) {
          classOf[task[i]] = c;
          placeOf[task[i]] = i;
          groupOf[task[i]] = group;
          meanLabel[c][i] += correct[task[i]] ? 1.0 / tasks.length : 0;
        }
        group++;
      }
      for (int[] task : tasks) {
        for (int i = 0; i < size; i++) {
          for (int j = 0; j < size; j++) {
            labelProducts[c][i][j] += ((correct[task[i]] ? 1 : 0) - meanLabel[c][i]) * ((correct[task[j]] ? 1 : 0) - meanLabel[c][j]);
          }
        }
      }
    }
    groups = group;
  }

  /** Working memory of one thread. */
  static final class Scratch {
    private final double[][] sums;
    private final int[] last;
    private final int[] next;

    private Scratch(int[] sizes, int groups, int rows) {
      sums = new double[sizes.length][];
      for (int c = 0; c < sizes.length; c++) {
        sums[c] = new double[sizes[c]];
      }
      last = new int[groups];
      Arrays.fill(last, -1);
      next = new int[rows];
    }
  }

  Scratch scratch() {
    return new Scratch(sizes, groups, classOf.length);
  }

  double mean(ByLatent latents, int latent) {
    double mean = 0;
    for (int i = latents.start()[latent]; i < latents.start()[latent + 1]; i++) {
      int r = latents.row()[i];
      mean += latents.value()[i] * meanLabel[classOf[r]][placeOf[r]];
    }
    return mean;
  }

  double variance(ByLatent latents, int latent, Scratch scratch) {
    int from = latents.start()[latent];
    int to = latents.start()[latent + 1];
    double variance = 0;
    double largest = 0;
    for (int i = from; i < to; i++) {
      int r = latents.row()[i];
      int c = classOf[r];
      double v = latents.value()[i];
      largest += v * v;
      scratch.sums[c][placeOf[r]] += v;
      if (counts[c] > 1) {
        double[] products = labelProducts[c][placeOf[r]];
        double sum = v * v * products[placeOf[r]];
        // rows of the same task that came before
        for (int k = scratch.last[groupOf[r]]; k >= 0; k = scratch.next[k - from]) {
          sum += 2 * v * latents.value()[k] * products[placeOf[latents.row()[k]]];
        }
        variance += sum / (counts[c] - 1);
      }
      scratch.next[i - from] = scratch.last[groupOf[r]];
      scratch.last[groupOf[r]] = i;
    }
    for (int i = from; i < to; i++) {
      scratch.last[groupOf[latents.row()[i]]] = -1;
    }
    for (int c = 0; c < sizes.length; c++) {
      double[] sums = scratch.sums[c];
      if (counts[c] > 1) {
        double mean = 0;
        for (int i = 0; i < sums.length; i++) {
          for (int j = 0; sums[i] != 0 && j < sums.length; j++) {
            mean += sums[i] * sums[j] * labelProducts[c][i][j];
          }
        }
        variance -= mean / counts[c] / (counts[c] - 1);
      }
      Arrays.fill(sums, 0);
    }
    // below this it is rounding of 0
    return variance > 1e-12 * largest ? variance : 0;
  }
}
