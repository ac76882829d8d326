package pva.data;

import java.util.ArrayList;
import java.util.List;
import pva.base.PvaException;

/** Reads one whole Parquet column into the table column that fits it. */
final class ColumnReading {
  private ColumnReading() {
  }

  static Column column(ParquetFile file, ColumnValues kind) {
    List<Object> values = new ArrayList<>();
    for (int group = 0; group < file.groups(); group++) {
      values.addAll(java.util.Arrays.asList(file.values(group, kind.column(), values.size())));
    }
    String name = kind.column();
    return switch (kind.kind()) {
      case "list" -> new Column.TextLists(name, values.stream().map(ColumnReading::texts).toList());
      case "string", "binary", "null" -> new Column.Texts(name, values.toArray(String[]::new));
      case "bool" -> new Column.Booleans(name, booleans(name, values));
      case "float", "double" -> doubles(name, values);
      default -> values.contains(null) ? doubles(name, values) : whole(kind, values);
    };
  }

  @SuppressWarnings("unchecked") // a list in a cell holds texts
  private static List<String> texts(Object value) {
    return value instanceof List ? (List<String>) value : null;
  }

  private static Column whole(ColumnValues kind, List<Object> values) {
    boolean small = !kind.kind().endsWith("64") && !kind.kind().equals("uint32");
    return small
        ? new Column.Ints(kind.column(), values.stream().mapToInt(v -> Math.toIntExact((Long) v)).toArray())
        : new Column.Longs(kind.column(), values.stream().mapToLong(v -> (Long) v).toArray());
  }

  private static Column.Doubles doubles(String name, List<Object> values) {
    return new Column.Doubles(name, values.stream().mapToDouble(v -> v == null ? Double.NaN : ((Number) v).doubleValue()).toArray());
  }

  private static boolean[] booleans(String name, List<Object> values) {
    boolean[] flags = new boolean[values.size()];
    for (int i = 0; i < flags.length; i++) {
      if (values.get(i) == null) {
        throw PvaException.failed("PVA-DATA-011", "`" + name + "` is null in row " + i).help("fill or drop this row");
      }
      flags[i] = (Boolean) values.get(i);
    }
    return flags;
  }
}
