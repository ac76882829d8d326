package pva.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** A table as Parquet. Nothing in the file depends on the clock or the machine: neither Parquet-MR nor the schema writes such a thing. */
final class ParquetTableWriter extends WriteSupport<Integer> {
  private final Table table;
  private RecordConsumer out;

  private ParquetTableWriter(Table table) {
    this.table = table;
  }

  static void write(Table table, Path file) throws IOException {
    try (ParquetWriter<Integer> writer = new Builder(new LocalOutputFile(file), table)
        .withConf(new PlainParquetConfiguration())
        .withCodecFactory(new Codecs())
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withWriteMode(ParquetFileWriter.Mode.CREATE)
        .build()) {
      for (int row = 0; row < table.rows(); row++) {
        writer.write(row);
      }
    }
  }

  @Override
  @SuppressWarnings("deprecation") // must be there, but is not called without Hadoop
  public WriteContext init(Configuration configuration) {
    throw new UnsupportedOperationException("there is no Hadoop here");
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    List<Type> fields = new ArrayList<>();
    for (Column column : table.columns()) {
      fields.add(field(column));
    }
    return new WriteContext(new MessageType("table", fields), Map.of());
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

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(Integer row) {
    out.startMessage();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      Object value = column.value(row);
      if (value != null) {
        out.startField(column.name(), i);
        add(value);
        out.endField(column.name(), i);
      }
    }
    out.endMessage();
  }

  private void add(Object value) {
    if (value instanceof Integer v) {
      out.addInteger(v);
    } else if (value instanceof Long v) {
      out.addLong(v);
    } else if (value instanceof Boolean v) {
      out.addBoolean(v);
    } else if (value instanceof Double v) {
      out.addDouble(v);
    } else if (value instanceof List<?> texts) {
      addList(texts);
    } else {
      out.addBinary(Binary.fromString((String) value));
    }
  }

  /** An empty list is a list without its repeated field. */
  private void addList(List<?> texts) {
    out.startGroup();
    if (!texts.isEmpty()) {
      out.startField("list", 0);
      for (Object text : texts) {
        out.startGroup();
        out.startField("element", 0);
        out.addBinary(Binary.fromString((String) text));
        out.endField("element", 0);
        out.endGroup();
      }
      out.endField("list", 0);
    }
    out.endGroup();
  }

  private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
    private final Table table;

    Builder(OutputFile file, Table table) {
      super(file);
      this.table = table;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // must be there, but is not called without Hadoop
    protected WriteSupport<Integer> getWriteSupport(Configuration configuration) {
      throw new UnsupportedOperationException("there is no Hadoop here");
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(ParquetConfiguration configuration) {
      return new ParquetTableWriter(table);
    }
  }
}
