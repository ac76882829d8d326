package pva.stats;

import java.util.List;

/** The rows on which thresholds, layers of probes and their calibration are chosen; none where the split has no such part. */
public final class TuneRows extends Rows {
  TuneRows(String split, int[] rows, boolean[] correct, List<String> tasks) {
    super(split, rows, correct, tasks);
  }
}
