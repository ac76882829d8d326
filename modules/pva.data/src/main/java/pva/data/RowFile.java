package pva.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import pva.base.PvaException;

/** A file of rows: Parquet (known by its first bytes, whatever its name) or JSON lines. Who opens it names the file in what it throws. */
sealed interface RowFile extends AutoCloseable permits ParquetFile, JsonLines {

  /** Opens and checks the file. Fails with PVA-FILE-001 or -002, PVA-DATA-002 to -005, PVA-DATA-013 or PVA-DATA-016. */
  static RowFile open(Path file) {
    FileHead head = FileHead.read(file);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (head.parquet() || name.endsWith(".parquet") || name.endsWith(".pq")) {
      return ParquetFile.open(file);
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
      return JsonLines.open(file);
    }
    throw PvaException.failed("PVA-DATA-016", "neither a parquet file nor JSON lines by its name or first bytes").at(file)
        .help("give a .parquet or a .jsonl file");
  }

  /** The columns: of the schema, or of the lines read so far. */
  List<String> columns();

  long rows();

  /**
   * Hands over the rows in order until {@code sink} says false.
   *
   * @param required columns that must be there; a file or line without one is refused with PVA-DATA-009
   * @param optional columns that may be; all others are not decoded
   */
  void read(Set<String> required, Set<String> optional, Predicate<Cells> sink);

  @Override
  void close();
}
