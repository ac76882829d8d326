package pva.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A table as Parquet, column by column on all processors.
 *
 * <p>Texts are packed with zstd. Numbers are not: they would shrink by a tenth, in more time than everything else takes together.
 * Nothing in the file depends on the clock, the machine or the number of processors.
 */
final class ParquetTableWriter {
  /** Rows of a row group. */
  private static final int GROUP = 1 << 20;

  private final Table table;
  private final List<Type> fields;

  private ParquetTableWriter(Table table) {
    this.table = table;
    this.fields = table.columns().stream().map(ParquetTableWriter::field).toList();
  }

  static void write(Table table, Path file) throws IOException {
    new ParquetTableWriter(table).write(file);
  }

  private static Type field(Column column) {
    if (column instanceof Column.Ints) {
      return Types.required(PrimitiveTypeName.INT32).named(column.name());
    } else if (column instanceof Column.Longs) {
      return Types.required(PrimitiveTypeName.INT64).named(column.name());
    } else if (column instanceof Column.Booleans) {
      return Types.required(PrimitiveTypeName.BOOLEAN).named(column.name());
    } else if (column instanceof Column.Doubles) {
      return Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
    } else if (column instanceof Column.TextLists) {
      return Types.optionalList().element(Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named("element"))
          .named(column.name());
    }
    return Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(column.name());
  }

  private void write(Path file) throws IOException {
    try (ParquetFileWriter out = new ParquetFileWriter(new LocalOutputFile(file), new MessageType("table", fields),
        ParquetFileWriter.Mode.CREATE, Long.MAX_VALUE, 0, null, ParquetPages.PROPERTIES)) {
      out.start();
      for (int from = 0; from < table.rows(); from += GROUP) {
        write(from, Math.min(table.rows(), from + GROUP), out);
      }
      out.end(Map.of());
    }
  }

  private void write(int from, int to, ParquetFileWriter out) throws IOException {
    List<ColumnChunkPageWriteStore> chunks = new ArrayList<>();
    try {
      chunks.addAll(IntStream.range(0, fields.size()).parallel().mapToObj(i -> ParquetPages.of(table.columns().get(i), fields.get(i), from, to)).toList());
      out.startBlock(to - from);
      for (ColumnChunkPageWriteStore chunk : chunks) {
        chunk.flushToFileWriter(out);
      }
      out.endBlock();
    } finally {
      chunks.forEach(ColumnChunkPageWriteStore::close);
    }
  }
}
