package pva.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pva.base.PvaException;

/** Columns of equal length with different names. */
public record Table(List<Column> columns) {

  public Table {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column c : columns) {
      if (!names.add(c.name())) {
        throw new IllegalArgumentException("two columns are named " + c.name());
      }
      if (c.rows() != columns.get(0).rows()) {
        throw new IllegalArgumentException(c.name() + " has " + c.rows() + " rows, " + columns.get(0).name() + " has "
            + columns.get(0).rows());
      }
    }
  }

  public static Table of(Column... columns) {
    return new Table(List.of(columns));
  }

  /** The same table with one column more. */
  public Table with(Column column) {
    List<Column> more = new ArrayList<>(columns);
    more.add(column);
    return new Table(more);
  }

  public int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).rows();
  }

  public boolean has(String name) {
    return columns.stream().anyMatch(c -> c.name().equals(name));
  }

  /** The column of that name; PVA-DATA-009 where there is none. */
  public Column column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(() -> PvaException.failed("PVA-DATA-009",
        "no column `" + name + "`; the columns are " + String.join(", ", columns.stream().map(Column::name).toList())));
  }
}
