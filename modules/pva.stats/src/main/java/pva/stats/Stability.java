package pva.stats;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import pva.tensor.SparseMatrix;

/**
 * Whether other tasks of the same kind would have chosen the same latents: the ranking done again on resamples of whole tasks.
 *
 * @param top the latents that rank first, in rank order
 * @param shareInTop of each of them, the share of resamples in which it is among the first as well
 * @param shareFirst of each of them, the share of resamples in which it ranks first
 * @param jaccard mean overlap of a resample's first latents with {@link #top} (intersection / union), with the spread of the resamples
 */
public record Stability(int[] top, double[] shareInTop, double[] shareFirst, Estimate jaccard) {

  /**
   * Ranks anew on every resample.
   *
   * @param kept the latents a filter kept
   * @param k how many latents count as the top
   */
  public static Stability of(SparseMatrix latents, SelectRows rows, RankBy by, boolean[] kept, int k, Resampling resampling, int threads) {
    Grouping groups = Grouping.of(rows.tasks());
    int[] all = rows.rows();
    boolean[] correct = rows.correct();
    int[] seen = top(latents, IntStream.range(0, all.length).toArray(), all, correct, by, kept, k);
    long[] seeds = new SplittableRandom(resampling.seed()).longs(resampling.count()).toArray();
    int[][] tops = new int[seeds.length][];
    Parallel.pieces(seeds.length, 1, threads, (from, to) -> {
      for (int s = from; s < to; s++) {
        tops[s] = top(latents, drawn(groups, new SplittableRandom(seeds[s])), all, correct, by, kept, k);
      }
    });
    double[] shareInTop = new double[seen.length];
    double[] shareFirst = new double[seen.length];
    List<int[]> defined = Arrays.stream(tops).filter(t -> t.length > 0).toList();
    double[] overlaps = new double[defined.size()];
    for (int s = 0; s < overlaps.length; s++) {
      Set<Integer> here = new HashSet<>(Arrays.stream(defined.get(s)).boxed().toList());
      int both = 0;
      for (int i = 0; i < seen.length; i++) {
        boolean in = here.contains(seen[i]);
        both += in ? 1 : 0;
        shareInTop[i] += in ? 1.0 / overlaps.length : 0;
        shareFirst[i] += defined.get(s)[0] == seen[i] ? 1.0 / overlaps.length : 0;
      }
      overlaps[s] = (double) both / (seen.length + here.size() - both);
    }
    Arrays.sort(overlaps);
    double tail = (1 - resampling.level()) / 2;
    return new Stability(seen, shareInTop, shareFirst, new Estimate(Arrays.stream(overlaps).average().orElse(Double.NaN),
        new Interval(Bootstrap.quantile(overlaps, tail), Bootstrap.quantile(overlaps, 1 - tail))));
  }

  /** None where the drawn rows are all of one kind. */
  private static int[] top(SparseMatrix latents, int[] drawn, int[] rows, boolean[] correct, RankBy by, boolean[] kept, int k) {
    boolean[] labels = new boolean[drawn.length];
    int positives = 0;
    for (int i = 0; i < drawn.length; i++) {
      labels[i] = correct[drawn[i]];
      positives += labels[i] ? 1 : 0;
    }
    if (positives == 0 || positives == labels.length) {
      return new int[0];
    }
    LatentScores scores = Scoring.score(SparseRows.of(latents, IntStream.of(drawn).map(i -> rows[i]).toArray()), labels,
        by.ranking(), kept, 1);
    return Arrays.copyOf(by.order(scores, kept), Math.min(k, Kept.count(kept)));
  }

  private static int[] drawn(Grouping groups, SplittableRandom random) {
    return IntStream.range(0, groups.count()).flatMap(g -> IntStream.of(groups.rows()[random.nextInt(groups.count())])).toArray();
  }
}
