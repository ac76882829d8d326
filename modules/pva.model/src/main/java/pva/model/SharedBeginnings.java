package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the beginnings that texts share and that are worth running once; beginnings may go on from one another. */
final class SharedBeginnings {
  /** Fewer tokens are run faster with each text than before it. */
  private static final int LEAST = 16;
  /** Of a group's tokens this share must fall away, because apart from each other its texts run in smaller batches. */
  private static final double WORTH = 0.25;

  private final List<int[]> ids;
  private final int[] order;
  /** For each text in order, the tokens that it shares with the one before it; at least one of its own is left. */
  private final int[] common;
  private final List<Batch> found = new ArrayList<>();

  private SharedBeginnings(List<int[]> ids) {
    this.ids = ids;
    order = IntStream.range(0, ids.size()).boxed()
        .sorted((a, b) -> Arrays.compare(ids.get(a), ids.get(b)) != 0 ? Arrays.compare(ids.get(a), ids.get(b)) : a - b)
        .mapToInt(Integer::intValue).toArray();
    common = new int[order.length];
    for (int i = 1; i < order.length; i++) {
      int[] a = ids.get(order[i - 1]);
      int[] b = ids.get(order[i]);
      int mismatch = Arrays.mismatch(a, b);
      common[i] = Math.min(mismatch < 0 ? a.length : mismatch, Math.min(a.length, b.length) - 1);
    }
  }

  /**
   * Every text once, with those that share the same beginnings; first those that share none.
   *
   * @param needed how many tokens of each text are run
   */
  static List<Batch> of(List<Integer> needed, List<TokenizedText> texts) {
    SharedBeginnings all = new SharedBeginnings(
        IntStream.range(0, texts.size()).mapToObj(i -> Arrays.copyOf(texts.get(i).ids(), needed.get(i))).toList());
    all.divide(0, texts.size(), new int[0]);
    return all.found;
  }

  /** A stretch of the order that shares something worth it. */
  private record Group(int from, int to, int shared) {
  }

  private void divide(int from, int to, int[] cuts) {
    int cut = cuts.length == 0 ? 0 : cuts[cuts.length - 1];
    List<Group> groups = new ArrayList<>();
    List<Integer> alone = new ArrayList<>();
    group(from, to, cut, cut + LEAST, groups, alone);
    if (!alone.isEmpty()) {
      found.add(new Batch(alone.stream().mapToInt(Integer::intValue).toArray(), cuts));
    }
    for (Group g : groups) {
      int[] more = Arrays.copyOf(cuts, cuts.length + 1);
      more[cuts.length] = g.shared;
      divide(g.from, g.to, more);
    }
  }

  /** Stretches whose neighbours share at least {@code least} tokens; where that is not worth it, perhaps a part shares more. */
  private void group(int from, int to, int cut, int least, List<Group> groups, List<Integer> alone) {
    for (int start = from; start < to;) {
      int end = start + 1;
      int shared = Integer.MAX_VALUE;
      while (end < to && common[end] >= least) {
        shared = Math.min(shared, common[end++]);
      }
      if (end == start + 1) {
        alone.add(order[start]);
      } else if ((end - start - 1) * (double) (shared - cut) >= WORTH * tokens(start, end, cut)) {
        groups.add(new Group(start, end, shared));
      } else {
        group(start, end, cut, shared + 1, groups, alone);
      }
      start = end;
    }
  }

  private long tokens(int from, int to, int cut) {
    return IntStream.range(from, to).mapToLong(i -> ids.get(order[i]).length - cut).sum();
  }
}
