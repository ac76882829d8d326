package pva.data;

import java.nio.file.Path;
import java.util.List;
import pva.base.PvaException;

/**
 * Solutions with their labels, in file order.
 *
 * @param sha256 of the file
 * @param columns every column of the file, in its order, also those nobody reads
 * @param rows at least one
 * @param warnings what a reader should know about the rows, each naming its column
 */
public record Dataset(Path path, String sha256, List<String> columns, List<Row> rows, List<String> warnings) {

  public Dataset {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }

  public int correct() {
    return (int) rows.stream().filter(Row::correct).count();
  }

  public int incorrect() {
    return rows.size() - correct();
  }

  /** Correct rows over all rows, 0 to 1. */
  public double successRate() {
    return (double) correct() / rows.size();
  }

  /** True = correct, in row order. */
  public boolean[] labels() {
    boolean[] labels = new boolean[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.get(i).correct();
    }
    return labels;
  }

  /** The problem of each row; rows of one problem belong together in every split and permutation. */
  public List<String> taskIds() {
    return rows.stream().map(Row::taskId).toList();
  }

  public Overview overview() {
    return Overview.of(this);
  }

  /** This dataset, if a comparison of two groups can be made on it; otherwise PVA-DATA-015. */
  public Dataset requireBothGroups() {
    if (correct() == 0 || incorrect() == 0) {
      throw PvaException.failed("PVA-DATA-015", "two groups are compared, but there are " + correct() + " correct and "
          + incorrect() + " incorrect rows").at(path).help("take a dataset that holds correct and incorrect rows").word("dataset");
    }
    return this;
  }
}
