package pva.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import pva.base.PvaException;

/**
 * Turns the cells of rows into the values a dataset needs. A wrong type is refused at once (PVA-DATA-010); an absent value in a
 * column that must be filled is counted, so that one message tells of them all ({@link #requireNoNulls}).
 */
final class CellReader {
  private static final int SHOWN = 20;
  private final Map<String, Places> nulls = new LinkedHashMap<>();
  private String labelKind = "bool";

  /** Text, or null (counted) where it is absent. */
  String text(Cells row, String column) {
    Object value = row.value(column);
    if (value == null) {
      nulls.computeIfAbsent(column, c -> new Places()).add(row.place());
      return null;
    }
    if (value instanceof String s) {
      return s;
    }
    throw wrong(row, column, "text");
  }

  /** Text or a whole number; null (counted) where it is absent. */
  String id(Cells row, String column) {
    Object value = row.value(column);
    if (value instanceof Long || value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1L << 53) {
      return Long.toString(((Number) value).longValue());
    }
    if (value instanceof Boolean || value instanceof Double) {
      throw wrong(row, column, "text or a whole number");
    }
    return text(row, column);
  }

  /** A truth value, or the numbers 1 and 0 for it; never a string, because "False" is not empty. Null (counted) where absent. */
  Boolean label(Cells row, String column) {
    Object value = row.value(column);
    if (value == null) {
      nulls.computeIfAbsent(column, c -> new Places()).add(row.place());
      return null;
    }
    if (value instanceof Boolean b) {
      return b;
    }
    if (value instanceof Number n && (n.doubleValue() == 0 || n.doubleValue() == 1)) {
      labelKind = Unsuitable.kindOf(value);
      return n.doubleValue() == 1;
    }
    throw wrong(row, column, "true or false").help("store the column as true and false");
  }

  OptionalInt count(Cells row, String column) {
    Object value = row.value(column);
    if (value == null || value instanceof Double d && d.isNaN()) {
      return OptionalInt.empty();
    }
    if (value instanceof Number n && n.doubleValue() == n.intValue() && n.intValue() >= 0) {
      return OptionalInt.of(n.intValue());
    }
    throw wrong(row, column, "a whole number from 0 to 2147483647");
  }

  OptionalDouble number(Cells row, String column) {
    Object value = row.value(column);
    if (value == null || value instanceof Double d && d.isNaN()) {
      return OptionalDouble.empty();
    }
    if (value instanceof Number n) {
      return OptionalDouble.of(n.doubleValue());
    }
    throw wrong(row, column, "a number");
  }

  Optional<String> optionalText(Cells row, String column) {
    return row.value(column) == null ? Optional.empty() : Optional.of(text(row, column));
  }

  /** A list of texts; null (counted) where it is absent. */
  @SuppressWarnings("unchecked") // a list in a cell holds texts
  List<String> texts(Cells row, String column) {
    Object value = row.value(column);
    if (value == null) {
      nulls.computeIfAbsent(column, c -> new Places()).add(row.place());
      return null;
    }
    if (value instanceof List) {
      return (List<String>) value;
    }
    throw wrong(row, column, "a list of texts");
  }

  /** The type in which labels came: {@code bool}, {@code int64} or {@code double}. */
  String labelKind() {
    return labelKind;
  }

  void requireNoNulls() {
    nulls.forEach((column, places) -> {
      throw PvaException.failed("PVA-DATA-011", "`" + column + "` is null in " + places).help("fill or drop " + (places.count() == 1
          ? "this row" : "these rows"));
    });
  }

  private static PvaException wrong(Cells row, String column, String expected) {
    return PvaException.failed("PVA-DATA-010",
        "`" + column + "` is " + shown(row.value(column)) + " in " + row.place() + ", but " + expected + " is needed");
  }

  /** {@code "False" (string)}, {@code 2 (int64)}, or {@code of type list} where the value itself says nothing. */
  private static String shown(Object value) {
    String kind = Unsuitable.kindOf(value);
    if (value instanceof Unsuitable || value instanceof List) {
      return "of type " + kind;
    }
    String text = String.valueOf(value);
    String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return (value instanceof String ? '"' + start + '"' : start) + " (" + kind + ")";
  }
}
