package pva.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.io.NumberOutput;

/** A table as CSV. */
final class CsvTableWriter {
  private CsvTableWriter() {
  }

  static void write(Table table, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      String separator = "";
      for (Column column : table.columns()) {
        out.append(separator).append(quoted(column.name()));
        separator = ",";
      }
      out.append('\n');
      for (int row = 0; row < table.rows(); row++) {
        separator = "";
        for (Column column : table.columns()) {
          out.append(separator).append(cell(column.value(row)));
          separator = ",";
        }
        out.append('\n');
      }
    }
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double d) {
      return NumberOutput.toString(d, true); // Double.toString is not the shortest before JDK 19, so bytes would differ
    }
    if (value instanceof List<?> texts) {
      return quoted(texts.stream().map(Object::toString).collect(Collectors.joining("\n")));
    }
    return value instanceof String s ? quoted(s) : value.toString();
  }

  /** An empty text is quoted, to tell it from an absent one. */
  private static String quoted(String text) {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
