package pva.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.apache.commons.statistics.distribution.NormalDistribution;

import pva.tensor.SparseMatrix;

/**
 * A made-up dataset of which everything is known: tasks of one to five rows that share their difficulty (35 % of rows are correct,
 * intraclass correlation about 0.4) and their latents (a task fires alike and as strongly), latents that fire on 1 % to 60 % of the
 * rows, one in twenty on all, with gamma-distributed strengths. Labels and latents know nothing of each other, save that the first
 * {@code real} latents, which fire on all rows, are higher on correct rows by {@code effect} deviations.
 */
record Simulation(SparseMatrix latents, boolean[] correct, List<String> tasks) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double BAR = NORMAL.inverseCumulativeProbability(0.65);
  private static final double SPREAD = 0.4;
  /** Deviation of a gamma variable of shape 2 times a log-normal one of that spread. */
  private static final double DEVIATION = Math.sqrt(6 * Math.exp(2 * SPREAD * SPREAD) - 4 * Math.exp(SPREAD * SPREAD));

  static Simulation of(int rows, int latents, int real, double effect, SplittableRandom random) {
    int[] task = new int[rows];
    int tasks = 0;
    for (int r = 0; r < rows; tasks++) {
      for (int left = 1 + random.nextInt(5); left > 0 && r < rows; left--) {
        task[r++] = tasks;
      }
    }
    boolean[] correct = labels(task, tasks, random);
    float[][] byLatent = new float[latents][];
    for (int j = 0; j < latents; j++) {
      byLatent[j] = activations(task, tasks, j < real || random.nextInt(20) == 0 ? 1 : density(random), random);
      for (int r = 0; j < real && r < rows; r++) {
        byLatent[j][r] += correct[r] ? (float) (effect * DEVIATION) : 0;
      }
    }
    SparseMatrix.Builder matrix = SparseMatrix.builder(latents);
    List<String> names = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < latents; j++) {
        if (byLatent[j][r] > 0) {
          matrix.add(j, byLatent[j][r]);
        }
      }
      matrix.endRow();
      names.add("task " + task[r]);
    }
    return new Simulation(matrix.build(), correct, names);
  }

  private static boolean[] labels(int[] task, int tasks, SplittableRandom random) {
    double[] ease = new double[tasks];
    Arrays.setAll(ease, t -> Gaussian.next(random));
    boolean[] correct = new boolean[task.length];
    for (int r = 0; r < correct.length; r++) {
      correct[r] = 0.8 * ease[task[r]] + 0.6 * Gaussian.next(random) > BAR;
    }
    return correct;
  }

  private static double density(SplittableRandom random) {
    return Math.exp(Math.log(0.01) + random.nextDouble() * Math.log(60));
  }

  private static float[] activations(int[] task, int tasks, double density, SplittableRandom random) {
    double bar = density < 1 ? NORMAL.inverseCumulativeProbability(density) : 0;
    double[] chance = new double[tasks];
    double[] strength = new double[tasks];
    for (int t = 0; t < tasks; t++) {
      chance[t] = density < 1 ? NORMAL.cumulativeProbability(bar * Math.sqrt(2) - Gaussian.next(random)) : 1;
      strength[t] = Math.exp(SPREAD * Gaussian.next(random));
    }
    float[] values = new float[task.length];
    for (int r = 0; r < values.length; r++) {
      if (random.nextDouble() < chance[task[r]]) {
        values[r] = (float) (-Math.log((1 - random.nextDouble()) * (1 - random.nextDouble())) * strength[task[r]]);
      }
    }
    return values;
  }
}
