package pva.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The relabelings that a world without any real effect makes equally likely.
 *
 * <p>Rows of one task are not independent, so a task's labels move as a whole, in row order, to another task with as many
 * rows. Where every task has one row this is the plain permutation of labels.
 */
public final class LabelPermutations {
  private final Labels labels;
  /** For each group size the groups of that size, each as its rows in order. */
  private final List<int[][]> classes;

  private LabelPermutations(boolean[] correct, List<int[][]> classes) {
    this.labels = Labels.of(correct);
    this.classes = classes;
  }

  /** Every row by itself. */
  public static LabelPermutations ofRows(boolean[] correct) {
    int[][] rows = IntStream.range(0, correct.length).mapToObj(r -> new int[] {r}).toArray(int[][]::new);
    return new LabelPermutations(correct.clone(), List.<int[][]>of(rows));
  }

  /**
   * Whole tasks; {@code taskIds} has one id a row.
   *
   * <p><b>Limitation:</b> a task that is the only one of its size keeps its labels. Look at {@link #arrangements()}.
   */
  public static LabelPermutations ofTasks(boolean[] correct, List<String> taskIds) {
    if (taskIds.size() != correct.length) {
      throw new IllegalArgumentException(taskIds.size() + " task ids for " + correct.length + " rows");
    }
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int r = 0; r < correct.length; r++) {
      rows.computeIfAbsent(taskIds.get(r), id -> new ArrayList<>()).add(r);
    }
    Map<Integer, List<int[]>> bySize = new TreeMap<>();
    for (List<Integer> group : rows.values()) {
      bySize.computeIfAbsent(group.size(), n -> new ArrayList<>()).add(group.stream().mapToInt(Integer::intValue).toArray());
    }
    return new LabelPermutations(correct.clone(), bySize.values().stream().map(g -> g.toArray(int[][]::new)).toList());
  }

  Labels labels() {
    return labels;
  }

  PermutationMoments moments() {
    return new PermutationMoments(labels.correct(), classes);
  }

  /**
   * How many different relabelings there are (infinite beyond 1e308). Fewer than a few hundred means that no p-value can
   * be small, whatever the data say.
   */
  public double arrangements() {
    double log = 0;
    for (int[][] groups : classes) {
      Map<String, Integer> patterns = new LinkedHashMap<>();
      for (int k = 0; k < groups.length; k++) {
        log += Math.log(k + 1.0);
        int count = patterns.merge(pattern(groups[k]), 1, Integer::sum);
        log -= Math.log(count);
      }
    }
    double count = Math.exp(log);
    return count < 1e15 ? Math.rint(count) : count;
  }

  private String pattern(int[] rows) {
    StringBuilder text = new StringBuilder();
    for (int r : rows) {
      text.append(labels.correct()[r] ? '1' : '0');
    }
    return text.toString();
  }

  /** Draws one relabeling: 1 for correct rows, row r at {@code into[r][at]}. */
  void draw(SplittableRandom random, float[][] into, int at) {
    for (int[][] groups : classes) {
      int[] source = IntStream.range(0, groups.length).toArray();
      for (int k = groups.length - 1; k > 0; k--) {
        int other = random.nextInt(k + 1);
        int moved = source[k];
        source[k] = source[other];
        source[other] = moved;
      }
      for (int k = 0; k < groups.length; k++) {
        int[] from = groups[source[k]];
        for (int i = 0; i < from.length; i++) {
          into[groups[k][i]][at] = labels.correct()[from[i]] ? 1 : 0;
        }
      }
    }
  }

  /** The labels as they are, in the form that {@link #draw} gives. */
  float[][] asTheyAre() {
    float[][] ones = new float[labels.correct().length][];
    Arrays.setAll(ones, r -> new float[] {labels.correct()[r] ? 1 : 0});
    return ones;
  }
}
