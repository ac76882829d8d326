package pva.stats;

import java.util.List;

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
}
