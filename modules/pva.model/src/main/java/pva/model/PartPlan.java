package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which batches share a part file, and where each text's rows lie in it; planned from the texts alone.
 *
 * @param groups the batches of each part, as {@link BatchPlan} gives them
 * @param rows rows of each text
 * @param needed tokens each text takes to run
 */
record PartPlan(List<List<int[]>> groups, int[] rows, int[] needed) {
  /** Small enough that an interruption costs little, large enough that files stay few. */
  private static final int TOKENS = 4096;
  private static final long BYTES = 64L << 20;

  /** {@code numbersARow}: float32 numbers that a row takes over all layers. */
  static PartPlan of(List<TokenizedText> texts, Position position, int numbersARow) {
    int[] needed = texts.stream().mapToInt(t -> t.needed(position)).toArray();
    int[] rows = Arrays.stream(needed).map(n -> position == Position.ALL ? n : 1).toArray();
    List<List<int[]>> groups = new ArrayList<>();
    long tokens = 0;
    long bytes = 0;
    for (int[] batch : BatchPlan.of(texts, position, BatchPlan.TOKENS).batches()) {
      if (groups.isEmpty() || tokens >= TOKENS || bytes >= BYTES) {
        groups.add(new ArrayList<>());
        tokens = 0;
        bytes = 0;
      }
      groups.get(groups.size() - 1).add(batch);
      for (int text : batch) {
        tokens += needed[text];
        bytes += (long) rows[text] * numbersARow * Float.BYTES;
      }
    }
    return new PartPlan(groups, rows, needed);
  }

  /** Tokens that a part takes to run. */
  long tokens(int group) {
    return groups.get(group).stream().flatMapToInt(Arrays::stream).mapToLong(t -> needed[t]).sum();
  }

  /** Rows of a part. */
  int rows(int group) {
    return groups.get(group).stream().flatMapToInt(Arrays::stream).map(t -> rows[t]).reduce(0, Math::addExact);
  }

  /** For each text the first of its rows in its part. */
  int[] firstRow() {
    int[] first = new int[rows.length];
    for (List<int[]> group : groups) {
      int at = 0;
      for (int[] batch : group) {
        for (int text : batch) {
          first[text] = at;
          at += rows[text];
        }
      }
    }
    return first;
  }

  /** For each text its part. */
  int[] groupOf() {
    int[] of = new int[rows.length];
    for (int g = 0; g < groups.size(); g++) {
      for (int[] batch : groups.get(g)) {
        for (int text : batch) {
          of[text] = g;
        }
      }
    }
    return of;
  }
}
