package pva.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** JSON lines as a table: what kind a column is, is told by all its values together. */
final class JsonTableReading {
  private JsonTableReading() {
  }

  static Table table(JsonLines lines) {
    List<Map<String, Object>> rows = new ArrayList<>();
    lines.read(Set.of(), Set.of(), row -> rows.add(row.values()));
    Map<String, Object[]> columns = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      for (Map.Entry<String, Object> cell : rows.get(i).entrySet()) {
        columns.computeIfAbsent(cell.getKey(), c -> new Object[rows.size()])[i] = cell.getValue();
      }
    }
    List<Column> told = new ArrayList<>();
    columns.forEach((name, values) -> {
      Column column = column(name, values);
      if (column != null) {
        told.add(column);
      }
    });
    return new Table(told);
  }

  private static Column column(String name, Object[] values) {
    boolean whole = Stream.of(values).allMatch(Objects::nonNull);
    if (all(values, String.class)) {
      return new Column.Texts(name, Stream.of(values).toArray(String[]::new));
    } else if (all(values, List.class)) {
      return lists(name, values);
    } else if (whole && all(values, Boolean.class)) {
      boolean[] flags = new boolean[values.length];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = (Boolean) values[i];
      }
      return new Column.Booleans(name, flags);
    } else if (whole && all(values, Long.class)) {
      return new Column.Longs(name, Stream.of(values).mapToLong(v -> (Long) v).toArray());
    } else if (all(values, Number.class)) {
      return new Column.Doubles(name, Stream.of(values).mapToDouble(v -> v == null ? Double.NaN : ((Number) v).doubleValue()).toArray());
    }
    return null;
  }

  @SuppressWarnings("unchecked") // a list in a cell holds texts
  private static Column lists(String name, Object[] values) {
    List<List<String>> lists = new ArrayList<>();
    Stream.of(values).forEach(v -> lists.add((List<String>) v));
    return new Column.TextLists(name, lists);
  }

  private static boolean all(Object[] values, Class<?> kind) {
    return Stream.of(values).allMatch(v -> v == null || kind.isInstance(v));
  }
}
