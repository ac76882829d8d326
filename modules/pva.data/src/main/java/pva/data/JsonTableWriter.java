package pva.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.json.JsonFactory;

/** A table as JSON lines: one object a row with every column, null where a value is absent. */
final class JsonTableWriter {
  private JsonTableWriter() {
  }

  static void write(Table table, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      for (int row = 0; row < table.rows(); row++) {
        json.writeStartObject();
        for (Column column : table.columns()) {
          json.writeName(column.name());
          write(json, column.value(row));
        }
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
  }

  private static void write(JsonGenerator json, Object value) {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof List<?> texts) {
      json.writeStartArray();
      texts.forEach(t -> json.writeString((String) t));
      json.writeEndArray();
    } else if (value instanceof Double d) {
      json.writeNumber(NumberOutput.toString(d, true)); // Double.toString is not the shortest before JDK 19, so bytes would differ
    } else if (value instanceof Boolean b) {
      json.writeBoolean(b);
    } else if (value instanceof Number n) {
      json.writeNumber(n.longValue());
    } else {
      json.writeString((String) value);
    }
  }
}
