package pva.data;

import java.util.Map;

/**
 * One row of a file before anyone knows what its columns mean.
 *
 * @param place where it stands: {@code row 3} (counted from 0, as pandas does) or {@code line 4} (counted from 1, as editors do)
 * @param values by column: String, Long, Double, Boolean, a list of texts, {@link Unsuitable} or null
 */
record Cells(String place, Map<String, Object> values) {

  Object value(String column) {
    return values.get(column);
  }
}
