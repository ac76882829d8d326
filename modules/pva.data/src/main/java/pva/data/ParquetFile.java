package pva.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import pva.base.PvaException;

/**
 * One Parquet file, its footer read and checked; hands out chosen top-level columns, row group by row group.
 *
 * <p>Page checksums are verified where the writer left them. Nested columns, and types that hold neither text nor numbers nor
 * truth values, are named ({@link Unsuitable}) but not read.
 */
final class ParquetFile implements RowFile {
  private final Path path;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final Optional<PandasIndex> index;
  private final List<String> columns = new ArrayList<>();

  private ParquetFile(Path path, ParquetFileReader reader) {
    this.path = path;
    this.reader = reader;
    this.schema = reader.getFileMetaData().getSchema();
    this.index = PandasIndex.of(reader.getFileMetaData().getKeyValueMetaData(), schema);
    index.ifPresent(i -> columns.add(i.name()));
    schema.getFields().forEach(f -> columns.add(f.getName()));
  }

  static ParquetFile open(Path path) {
    long footer = ParquetTail.check(path);
    ParquetFile file;
    try {
      ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
          .withCodecFactory(new Codecs()).usePageChecksumVerification().build();
      file = new ParquetFile(path, ParquetFileReader.open(new LocalInputFile(path), options));
    } catch (IOException | RuntimeException e) {
      throw ParquetTail.damaged(path, "it cannot be understood").because(e);
    }
    try {
      file.checkNames();
      file.checkExtents(footer);
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public List<String> columns() {
    return Collections.unmodifiableList(columns);
  }

  @Override
  public long rows() {
    return reader.getRowGroups().stream().mapToLong(BlockMetaData::getRowCount).sum();
  }

  int groups() {
    return reader.getRowGroups().size();
  }

  ColumnValues kind(String column) {
    return isIndex(column) ? ColumnValues.index(column) : ColumnValues.of(schema.getType(column));
  }

  private boolean isIndex(String column) {
    return index.isPresent() && index.get().name().equals(column);
  }

  @Override
  public void read(Set<String> required, Set<String> optional, Predicate<Cells> sink) {
    Columns.require(required, columns, "the file");
    Set<String> wanted = new HashSet<>(required);
    wanted.addAll(optional);
    wanted.retainAll(columns);
    long first = 0;
    for (int group = 0; group < groups(); group++) {
      Map<String, Object[]> values = new HashMap<>();
      for (String column : wanted) {
        values.put(column, values(group, column, first));
      }
      int rows = rowsOf(group);
      for (int i = 0; i < rows; i++) {
        Map<String, Object> cells = new HashMap<>();
        for (String column : wanted) {
          cells.put(column, values.get(column)[i]);
        }
        if (!sink.test(new Cells("row " + (first + i), cells))) {
          return;
        }
      }
      first += rows;
    }
  }

  /** One column of one row group; {@code firstRow} is the group's first row, for messages. */
  Object[] values(int group, String column, long firstRow) {
    int rows = rowsOf(group);
    if (isIndex(column)) {
      return index.get().values(firstRow, rows);
    }
    ColumnValues kind = kind(column);
    if (rows == 0 || kind.unsuitable()) {
      return kind.fill(rows);
    }
    MessageType only = new MessageType(schema.getName(), schema.getType(column));
    reader.setRequestedSchema(only);
    try (PageReadStore pages = reader.readRowGroup(group)) {
      return kind.read(pages, only, rows, firstRow);
    } catch (PvaException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) { // Parquet-MR allocates whatever length a damaged run declares
      throw PvaException.failed("PVA-DATA-006", "column `" + column + "` is damaged in row group " + group + ": " + why(e)).at(path)
          .because(e).help("get the file again");
    }
  }

  private static String why(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return "it asks for more memory than there is";
    }
    return String.valueOf(e.getMessage()).contains("CRC") ? "a page checksum (CRC) does not match" : "its pages cannot be unpacked";
  }

  private int rowsOf(int group) {
    return Math.toIntExact(reader.getRowGroups().get(group).getRowCount());
  }

  private void checkNames() {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw PvaException.failed("PVA-DATA-008", "the file has the column `" + column + "` twice").at(path)
            .help("drop or rename one of the two");
      }
    }
  }

  /** What the footer says of the data must lie in the file before anything is allocated for it. */
  private void checkExtents(long footer) {
    for (BlockMetaData group : reader.getRowGroups()) {
      if (group.getRowCount() < 0 || group.getRowCount() > Integer.MAX_VALUE) {
        throw ParquetTail.damaged(path, "a row group declares " + group.getRowCount() + " rows");
      }
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        boolean nothing = chunk.getValueCount() == 0;
        if (!nothing && start < 4 || size < 0 || size > footer - start || chunk.getValueCount() < 0) {
          throw ParquetTail.damaged(path, "column `" + chunk.getPath().toDotString() + "` lies outside the file");
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      // only read: nothing can be lost
    }
  }
}
