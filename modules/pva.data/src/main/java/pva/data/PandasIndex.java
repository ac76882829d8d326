package pva.data;

import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A column that is not in the file: pandas keeps a named index of evenly spaced whole numbers (such as {@code task_id} after
 * {@code set_index}) only as start and step in the file's metadata.
 */
record PandasIndex(String name, long start, long step) {

  static Optional<PandasIndex> of(Map<String, String> metadata, MessageType schema) {
    String pandas = metadata.get("pandas");
    if (pandas == null) {
      return Optional.empty();
    }
    try {
      for (JsonNode index : new ObjectMapper().readTree(pandas).path("index_columns")) {
        String name = index.path("name").asString("");
        if (index.path("kind").asString("").equals("range") && !name.isEmpty() && !schema.containsField(name)) {
          return Optional.of(new PandasIndex(name, index.path("start").asLong(0), index.path("step").asLong(1)));
        }
      }
    } catch (JacksonException e) {
      // a note for pandas that cannot be read takes nothing away from the columns
    }
    return Optional.empty();
  }

  Object[] values(long firstRow, int rows) {
    Object[] values = new Object[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = start + step * (firstRow + i);
    }
    return values;
  }
}
