package pva.stats;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Some rows of a dataset: which, whether each is correct, and the group (the task) it belongs to.
 *
 * <p>Only {@link Split} makes them, and the three kinds are types of their own: whatever chooses takes {@link SelectRows} and
 * {@link TuneRows}, whatever reports takes {@link ReportRows}. So no call can report on the rows that selected.
 */
public abstract sealed class Rows permits SelectRows, TuneRows, ReportRows {
  private final String split;
  private final int[] rows;
  private final boolean[] correct;
  private final List<String> tasks;

  Rows(String split, int[] rows, boolean[] correct, List<String> tasks) {
    this.split = split;
    this.rows = rows;
    this.correct = correct;
    this.tasks = List.copyOf(tasks);
  }

  /** Where the rows stand in the dataset, ascending; a copy. */
  public int[] rows() {
    return rows.clone();
  }

  /** Label of each of these rows; a copy. */
  public boolean[] correct() {
    return correct.clone();
  }

  /** Group of each of these rows. */
  public List<String> tasks() {
    return tasks;
  }

  public int size() {
    return rows.length;
  }

  public int positives() {
    return (int) IntStream.range(0, correct.length).filter(i -> correct[i]).count();
  }

  /** Number of different groups. */
  public int taskCount() {
    return (int) tasks.stream().distinct().count();
  }

  /** The split that made them, as a digest of who stands where: rows of two splits never meet in one figure. */
  String split() {
    return split;
  }

  /** The values of these rows, taken from one value a dataset row. */
  double[] of(double[] byRow) {
    return IntStream.of(rows).mapToDouble(r -> byRow[r]).toArray();
  }
}
