package pva.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Lists of texts in a Parquet column, such as the tests of a problem: an outer group marked LIST around a repeated text. */
final class TextLists {
  private final int present;
  private final int repeated;

  TextLists(MessageType only, ColumnDescriptor descriptor) {
    present = descriptor.getMaxDefinitionLevel();
    repeated = 1 + (only.getType(0).isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0);
  }

  /** Whether a type is a list of texts, with or without the group around each element that the format prescribes. */
  static boolean are(Type type) {
    if (type.isPrimitive() || !(type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation)
        || type.isRepetition(Type.Repetition.REPEATED) || type.asGroupType().getFieldCount() != 1) {
      return false;
    }
    Type inner = type.asGroupType().getType(0);
    Type element = inner.isPrimitive() || inner.asGroupType().getFieldCount() != 1 ? inner : inner.asGroupType().getType(0);
    return inner.isRepetition(Type.Repetition.REPEATED) && element.isPrimitive()
        && (element == inner || !element.isRepetition(Type.Repetition.REPEATED))
        && element.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        && element.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation;
  }

  /** One list a row, null where it is absent; {@code take} reads a text of a row. */
  Object[] read(ColumnReader reader, long values, int rows, BiFunction<ColumnReader, Integer, Object> take) throws IOException {
    Object[] lists = new Object[rows];
    int row = -1;
    for (long i = 0; i < values; i++) {
      if (reader.getCurrentRepetitionLevel() == 0) {
        row++;
      }
      if (row < 0 || row >= rows) {
        throw new IOException("the column has more lists than there are rows");
      }
      add(reader, lists, row, take);
      reader.consume();
    }
    if (row != rows - 1) {
      throw new IOException("the column has " + (row + 1) + " lists in " + rows + " rows");
    }
    return lists;
  }

  @SuppressWarnings("unchecked") // what it holds was put there here
  private void add(ColumnReader reader, Object[] lists, int row, BiFunction<ColumnReader, Integer, Object> take) {
    int level = reader.getCurrentDefinitionLevel();
    if (level >= repeated - 1 && lists[row] == null) {
      lists[row] = new ArrayList<String>();
    }
    if (level == present) {
      ((List<String>) lists[row]).add((String) take.apply(reader, row));
    } else if (level >= repeated) {
      lists[row] = new Unsuitable("list with nulls");
    }
  }
}
