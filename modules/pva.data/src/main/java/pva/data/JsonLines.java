package pva.data;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import pva.base.PvaException;

/**
 * One JSON object a line, UTF-8, with or without a byte order mark; only {@code \n} and {@code \r\n} end a line, blank lines
 * do not count. A name that stands twice in a line is refused, because readers disagree on which value holds.
 */
final class JsonLines implements RowFile {
  private final Path path;
  private final Set<String> columns = new LinkedHashSet<>();

  private JsonLines(Path path) {
    this.path = path;
  }

  static JsonLines open(Path path) {
    FileHead head = FileHead.read(path);
    if (head.utf16()) {
      throw PvaException.failed("PVA-DATA-012", "the encoding is UTF-16, JSON lines are UTF-8").at(path).help("save the file as UTF-8");
    }
    JsonLines file = new JsonLines(path);
    try (TextLines lines = TextLines.open(path)) {
      TextLines.Line first = lines.next();
      if (first != null) {
        file.columns.addAll(JsonObject.parse(first.text(), first.number()).keySet());
      }
    }
    return file;
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public long rows() {
    try (TextLines lines = TextLines.open(path)) {
      long rows = 0;
      while (lines.next() != null) {
        rows++;
      }
      return rows;
    }
  }

  @Override
  public void read(Set<String> required, Set<String> optional, Predicate<Cells> sink) {
    try (TextLines lines = TextLines.open(path)) {
      for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
        Map<String, Object> object = JsonObject.parse(line.text(), line.number());
        columns.addAll(object.keySet());
        Columns.require(required, List.copyOf(object.keySet()), "line " + line.number());
        if (!sink.test(new Cells("line " + line.number(), object))) {
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    // every reading opens and closes the file for itself
  }
}
