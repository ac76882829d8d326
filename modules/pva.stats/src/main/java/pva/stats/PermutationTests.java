package pva.stats;

import java.util.Collections;
import java.util.List;
import java.util.Set;

import pva.base.Progress;

/** Both tests by permutation of whole tasks, from the same relabelings and one walk over them: what each alone gives, in half the time. */
public record PermutationTests(TaskTest tasks, MaxT maxT) {

  /**
   * Runs both.
   *
   * @param kept the latents tested
   * @param forTasks relabelings of {@link TaskTest}, such as {@link TaskTest#RELABELINGS}
   * @param forMaxT relabelings of {@link MaxT}
   * @param seed relabeling k depends on the seed and on k alone, so the bytes do not depend on {@code threads}
   */
  public static PermutationTests of(ByLatent latents, LabelPermutations relabelings, boolean[] kept, int forTasks, int forMaxT, long seed,
      int threads, Progress progress) {
    Labels.of(latents.rows(), relabelings.labels().correct());
    TaskTails tails = new TaskTails(latents, relabelings, kept, forTasks, threads);
    LargestT largest = new LargestT(latents, relabelings, kept, forMaxT);
    new RelabelingSums(latents, relabelings, List.of(tails, largest)).walk(seed, threads, progress);
    return new PermutationTests(tails.result(), largest.result(threads));
  }

  /**
   * A table with those of the asked columns that permutations give ({@link Column#permuted}). A test none of whose columns is asked is
   * not run.
   *
   * @param count relabelings of {@link MaxT}; {@link TaskTest} looks at no more than {@link TaskTest#RELABELINGS} of them
   */
  public static LatentScores add(LatentScores scores, Set<Column> asked, ByLatent latents, LabelPermutations relabelings, boolean[] kept,
      int count, long seed, int threads, Progress progress) {
    Set<Column> byTask = Column.permuted();
    byTask.remove(Column.P_MAXT);
    boolean tasks = !Collections.disjoint(asked, byTask);
    boolean maxT = asked.contains(Column.P_MAXT);
    int forTasks = Math.min(count, TaskTest.RELABELINGS);
    if (tasks && maxT) {
      return scores.with(of(latents, relabelings, kept, forTasks, count, seed, threads, progress));
    } else if (tasks) {
      return scores.with(TaskTest.of(latents, relabelings, kept, forTasks, seed, threads, progress));
    }
    return maxT ? scores.with(Column.P_MAXT, MaxT.of(latents, relabelings, kept, count, seed, threads, progress).adjusted()) : scores;
  }
}
