package pva.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which texts run together, by index, planned from the texts alone: longest first, so that a run that needs too much memory
 * fails at once; texts of like length together, so that little is padded.
 */
public record BatchPlan(List<int[]> batches) {
  /** Measured: larger batches leave the cache and run slower on a CPU. */
  public static final int TOKENS = 800;

  public BatchPlan {
    batches = List.copyOf(batches);
  }

  /** Batches of at most {@code budget} tokens, padding included; a text that is longer runs alone. */
  public static BatchPlan of(List<TokenizedText> texts, Position position, int budget) {
    List<Integer> order = IntStream.range(0, texts.size()).boxed()
        .sorted(Comparator.comparingInt((Integer i) -> -texts.get(i).needed(position)).thenComparingInt(i -> i)).toList();
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.size();) {
      int longest = Math.max(1, texts.get(order.get(from)).needed(position));
      int to = Math.min(order.size(), from + Math.max(1, budget / longest));
      batches.add(order.subList(from, to).stream().mapToInt(Integer::intValue).toArray());
      from = to;
    }
    return new BatchPlan(batches);
  }
}
