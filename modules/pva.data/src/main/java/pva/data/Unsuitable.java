package pva.data;

import java.util.List;

/** Stands for a value of a kind that no column of ours can hold; it is named, not read. */
record Unsuitable(String kind) {

  /** What a value is called in messages. */
  static String kindOf(Object value) {
    if (value instanceof Unsuitable u) {
      return u.kind();
    }
    return value instanceof String ? "string"
        : value instanceof List ? "list"
        : value instanceof Boolean ? "bool"
        : value instanceof Double ? "double"
        : value instanceof Long ? "int64"
        : value == null ? "null" : "number";
  }
}
