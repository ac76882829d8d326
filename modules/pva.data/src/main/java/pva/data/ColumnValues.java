package pva.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import pva.base.PvaException;

/**
 * How the values of one Parquet column become Java values.
 *
 * @param take reads one value; null where the values cannot be read
 * @param lists whether each row has a list of them
 */
record ColumnValues(String column, String kind, Function<ColumnReader, Object> take, boolean lists) {

  /** The index that pandas keeps beside the columns. */
  static ColumnValues index(String column) {
    return new ColumnValues(column, "int64", ColumnReader::getLong, false);
  }

  static ColumnValues of(Type type) {
    if (TextLists.are(type)) {
      return new ColumnValues(type.getName(), "list", ColumnValues::text, true);
    }
    String kind = kindOf(type);
    return new ColumnValues(type.getName(), kind, type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED)
        ? taker(kind, type.asPrimitiveType()) : null, false);
  }

  boolean unsuitable() {
    return take == null;
  }

  Object[] fill(int rows) {
    Object[] values = new Object[rows];
    Arrays.fill(values, new Unsuitable(kind));
    return values;
  }

  Object[] read(PageReadStore pages, MessageType only, int rows, long firstRow) throws IOException {
    ColumnDescriptor descriptor = only.getColumns().get(0);
    if (lists) {
      return new TextLists(only, descriptor).read(new ColumnReadStoreImpl(pages, new Nobody(only), only, null).getColumnReader(descriptor),
          pages.getPageReader(descriptor).getTotalValueCount(), rows, (reader, row) -> value(reader, firstRow + row));
    }
    long count = pages.getPageReader(descriptor).getTotalValueCount();
    if (count != rows) {
      throw new IOException("the column has " + count + " values in " + rows + " rows");
    }
    ColumnReader reader = new ColumnReadStoreImpl(pages, new Nobody(only), only, null).getColumnReader(descriptor);
    int present = descriptor.getMaxDefinitionLevel();
    Object[] values = new Object[rows];
    for (int i = 0; i < rows; i++) {
      if (reader.getCurrentDefinitionLevel() == present) {
        values[i] = value(reader, firstRow + i);
      }
      reader.consume();
    }
    return values;
  }

  private Object value(ColumnReader reader, long row) {
    try {
      return take.apply(reader);
    } catch (NotText e) {
      throw PvaException.failed("PVA-DATA-012", "`" + column + "` is not UTF-8 text in row " + row)
          .help("write the column as UTF-8 strings");
    }
  }

  private static Function<ColumnReader, Object> taker(String kind, PrimitiveType type) {
    boolean unsigned = kind.startsWith("uint");
    return switch (kind) {
      case "bool" -> ColumnReader::getBoolean;
      case "float" -> r -> (double) r.getFloat();
      case "double" -> ColumnReader::getDouble;
      case "string", "binary" -> ColumnValues::text;
      case "null" -> r -> null;
      case "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64" ->
          type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT64 ? ColumnReader::getLong
              : unsigned ? r -> Integer.toUnsignedLong(r.getInteger()) : r -> (long) r.getInteger();
      default -> null;
    };
  }

  /** The name people know the type by, as pyarrow prints it. */
  private static String kindOf(Type type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (!type.isPrimitive()) {
      return logical == null ? "struct" : logical.toString().toLowerCase(Locale.ROOT);
    }
    if (type.isRepetition(Type.Repetition.REPEATED)) {
      return "list";
    }
    if (logical instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation i) {
      return (i.isSigned() ? "int" : "uint") + i.getBitWidth();
    }
    if (logical instanceof LogicalTypeAnnotation.UnknownLogicalTypeAnnotation) {
      return "null";
    }
    boolean text = logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
        || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
        || logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
    if (text || logical == null) {
      return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
        case BOOLEAN -> "bool";
        case INT32 -> "int32";
        case INT64 -> "int64";
        case FLOAT -> "float";
        case DOUBLE -> "double";
        case BINARY -> text ? "string" : "binary";
        case INT96 -> "int96 timestamp";
        case FIXED_LEN_BYTE_ARRAY -> "fixed-size binary";
      };
    }
    return logical.toString().toLowerCase(Locale.ROOT);
  }

  private static String text(ColumnReader reader) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(reader.getBinary().toByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new NotText();
    }
  }

  private static final class NotText extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Values are taken one by one from the reader, so no converter is ever called. */
  private static final class Nobody extends GroupConverter {
    private final GroupType group;

    Nobody(GroupType group) {
      this.group = group;
    }

    @Override
    public Converter getConverter(int field) {
      Type type = group.getType(field);
      return type.isPrimitive() ? new PrimitiveConverter() { } : new Nobody(type.asGroupType());
    }

    @Override
    public void start() {
      // never called
    }

    @Override
    public void end() {
      // never called
    }
  }
}
