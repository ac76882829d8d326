package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import pva.tensor.DType;
import pva.tensor.Device;

/**
 * Which texts run together, planned from the texts alone. Beginnings that many texts share, a header or a prompt with several
 * answers, are run once. Of the rest the longest come first, so that a run that needs too much memory fails at once; texts of
 * like length together, so that little is padded.
 */
public record BatchPlan(List<Batch> batches) {
  /** Measured: larger batches leave the cache and run slower on a CPU. */
  static final int TOKENS = 800;
  /** Where a GPU is busy in any case. */
  private static final int MOST = 1 << 16;

  public BatchPlan {
    batches = List.copyOf(batches);
  }

  /** Batches of at most {@code budget} tokens, padding included and what is shared not; a text that is longer runs alone. */
  public static BatchPlan of(List<TokenizedText> texts, Position position, int budget) {
    List<Batch> batches = new ArrayList<>();
    for (Batch alike : SharedBeginnings.of(texts.stream().map(t -> t.needed(position)).toList(), texts)) {
      add(alike, texts, position, budget, batches);
    }
    return new BatchPlan(batches);
  }

  private static void add(Batch alike, List<TokenizedText> texts, Position position, int budget, List<Batch> into) {
    List<Integer> order = Arrays.stream(alike.texts()).boxed()
        .sorted(Comparator.comparingInt((Integer i) -> -texts.get(i).needed(position)).thenComparingInt(i -> i)).toList();
    for (int from = 0; from < order.size();) {
      int longest = Math.max(1, texts.get(order.get(from)).needed(position) - alike.shared());
      int to = Math.min(order.size(), from + Math.max(1, budget / longest));
      into.add(new Batch(order.subList(from, to).stream().mapToInt(Integer::intValue).toArray(), alike.cuts()));
      from = to;
    }
  }

  /**
   * Tokens at once: on the CPU what its cache holds; on a GPU what half of its memory beside the weights holds. It follows from
   * the memory there is, not from what is free at the moment, so that a run that goes on plans the same batches.
   */
  public static int budget(Checkpoint checkpoint, int through, DType compute, Device device) {
    if (device.memory().isEmpty()) {
      return TOKENS;
    }
    long room = (device.memory().getAsLong() - checkpoint.parameterBytes(through, compute)) / 2;
    long tokens = room / (checkpoint.activations() * compute.bytes());
    return (int) Math.max(TOKENS, Math.min(MOST, Long.highestOneBit(Math.max(1, tokens))));
  }

  /** The plan without its first batches. */
  public BatchPlan from(int batch) {
    return new BatchPlan(batches.subList(batch, batches.size()));
  }
}
