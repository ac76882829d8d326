package pva.stats;

import java.util.List;
import java.util.stream.IntStream;

/** The rows that were never looked at before the end: every reported figure is computed on them, once. */
public final class ReportRows extends Rows {
  private final boolean whole;

  ReportRows(String split, int[] rows, boolean[] correct, List<String> tasks) {
    this(split, rows, correct, tasks, false);
  }

  private ReportRows(String split, int[] rows, boolean[] correct, List<String> tasks, boolean whole) {
    super(split, rows, correct, tasks);
    this.whole = whole;
  }

  /**
   * All rows of a second dataset, to see whether a selection transfers: none of its tasks may have been selected on, which
   * {@link Evaluation} checks.
   */
  public static ReportRows ofOtherDataset(boolean[] correct, List<String> tasks) {
    Labels.of(correct);
    return new ReportRows("whole", IntStream.range(0, correct.length).toArray(), correct.clone(), tasks, true);
  }

  boolean whole() {
    return whole;
  }
}
