package pva.stats;

import java.util.List;

/** The rows on which latents, layers and signs are chosen and probes are fitted. */
public final class SelectRows extends Rows {
  SelectRows(String split, int[] rows, boolean[] correct, List<String> tasks) {
    super(split, rows, correct, tasks);
  }
}
