package pva.data;

import java.nio.file.Path;

/** Writes tables as Parquet and CSV and reads Parquet back; the same table gives the same bytes. */
public final class TableFiles {
  private TableFiles() {
  }

  public static void writeParquet(Table table, Path file) {
    throw new UnsupportedOperationException();
  }

  public static Table readParquet(Path file) {
    throw new UnsupportedOperationException();
  }

  public static void writeCsv(Table table, Path file) {
    throw new UnsupportedOperationException();
  }
}
