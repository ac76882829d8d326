package pva.stats;

import java.util.List;
import java.util.stream.IntStream;

/** The rows on which latents, layers and signs are chosen and probes are fitted. */
public final class SelectRows extends Rows {
  SelectRows(String split, int[] rows, boolean[] correct, List<String> tasks) {
    super(split, rows, correct, tasks);
  }

  /** Every row of a dataset, to describe how it ranks; there are no rows left that could report on what is chosen here. */
  public static SelectRows all(boolean[] correct, List<String> tasks) {
    Labels.of(correct);
    return new SelectRows("all", IntStream.range(0, correct.length).toArray(), correct.clone(), tasks);
  }
}
