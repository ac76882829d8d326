package pva.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pva.base.PvaException;
import pva.base.WholeFile;

/** Writes tables as Parquet and CSV and reads Parquet back. The same table gives the same bytes, and a file is whole or absent. */
public final class TableFiles {
  private TableFiles() {
  }

  /** Writes Parquet, texts packed with zstd; NaN and null become null. pandas, pyarrow and DuckDB read it. */
  public static void writeParquet(Table table, Path file) {
    WholeFile.write(file, temporary -> ParquetTableWriter.write(table, temporary));
  }

  /**
   * Reads the columns that a table can hold; other nested ones than lists of texts, dates and decimals are left out. Whole numbers of up to 32 bits become
   * {@link Column.Ints}, larger ones {@link Column.Longs}, whole numbers with nulls {@link Column.Doubles}.
   *
   * @throws PvaException as {@link Datasets#open(Path)} for a damaged file; PVA-DATA-011 for truth values with nulls
   */
  public static Table readParquet(Path file) {
    try (ParquetFile source = ParquetFile.open(file)) {
      List<Column> columns = new ArrayList<>();
      for (String name : source.columns()) {
        ColumnValues kind = source.kind(name);
        if (!kind.unsuitable()) {
          columns.add(ColumnReading.column(source, kind));
        }
      }
      return new Table(columns);
    } catch (PvaException e) {
      throw e.at(file);
    }
  }

  /** Writes Parquet, JSON lines or CSV, as the name's ending says. Fails with PVA-DATA-016 for any other. */
  public static void write(Table table, Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      writeParquet(table, file);
    } else if (name.endsWith(".jsonl")) {
      WholeFile.write(file, temporary -> JsonTableWriter.write(table, temporary));
    } else if (name.endsWith(".csv")) {
      writeCsv(table, file);
    } else {
      throw PvaException.usage("PVA-DATA-016", "a table is written as .parquet, .jsonl or .csv, not as " + file.getFileName()).at(file);
    }
  }

  /**
   * Reads Parquet as {@link #readParquet}, or JSON lines: a column is whole numbers, numbers, truth values, texts or lists of texts;
   * one that is none of these is left out.
   *
   * @throws PvaException as {@link Datasets#open(Path)} for a damaged file
   */
  public static Table read(Path file) {
    try (RowFile source = RowFile.open(file)) {
      if (source instanceof JsonLines lines) {
        return JsonTableReading.table(lines);
      }
    } catch (PvaException e) {
      throw e.at(file);
    }
    return readParquet(file);
  }

  /** Writes CSV as RFC 4180 has it, in UTF-8 with {@code \n}: shortest digits that read back the same, nothing where a value is absent. */
  public static void writeCsv(Table table, Path file) {
    WholeFile.write(file, temporary -> CsvTableWriter.write(table, temporary));
  }
}
