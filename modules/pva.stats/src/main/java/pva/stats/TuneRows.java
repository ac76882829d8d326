package pva.stats;

import java.util.List;

/** The rows on which thresholds, layers of probes and their calibration are chosen; none where the split has no such part. */
public final class TuneRows extends Rows {
  TuneRows(String split, int[] rows, boolean[] correct, List<String> tasks) {
    super(split, rows, correct, tasks);
  }

  /** None: what would be tuned on them is chosen on the select rows. */
  public static TuneRows none(SelectRows select) {
    return new TuneRows(select.split(), new int[0], new boolean[0], List.of());
  }
}
