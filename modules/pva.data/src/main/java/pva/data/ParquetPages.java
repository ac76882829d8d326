package pva.data;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Rows of one column as Parquet pages, in memory.
 *
 * <p>Levels are Parquet's: a definition level counts how many of the optional and repeated fields down to the value are there, a
 * repetition level of 1 goes on with the list of the value before.
 */
final class ParquetPages {
  static final ParquetProperties PROPERTIES = properties(true);
  private static final ParquetProperties PLAIN = properties(false);
  /** Values looked at before a dictionary is tried. */
  private static final int SAMPLE = 256;

  private ParquetPages() {
  }

  private static ParquetProperties properties(boolean dictionary) {
    return ParquetProperties.builder().withPageRowCountLimit(Integer.MAX_VALUE).withSizeStatisticsEnabled(false)
        .withDictionaryEncoding(dictionary).build();
  }

  static ColumnChunkPageWriteStore of(Column column, Type field, int from, int to) {
    boolean text = column instanceof Column.Texts || column instanceof Column.TextLists;
    MessageType only = new MessageType("table", field);
    ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
        new Codecs().getCompressor(text ? CompressionCodecName.ZSTD : CompressionCodecName.UNCOMPRESSED), only,
        HeapByteBufferAllocator.getInstance(), PROPERTIES.getColumnIndexTruncateLength(), PROPERTIES.getPageWriteChecksumEnabled());
    boolean repeats = repeats(column);
    if (column instanceof Column.Doubles doubles && !repeats) {
      PlainDoubles.write(doubles.values(), from, to, field.asPrimitiveType(), pages.getPageWriter(only.getColumns().get(0)));
      return pages;
    }
    try (ColumnWriteStore store = (repeats ? PROPERTIES : PLAIN).newColumnWriteStore(only, pages, pages)) {
      ColumnWriter out = store.getColumnWriter(only.getColumns().get(0));
      for (int row = from; row < to; row++) {
        write(column, row, out);
        store.endRecord();
      }
      store.flush();
    }
    return pages;
  }

  /** Whether a dictionary may pay: numbers that are all different would be hashed for nothing. */
  private static boolean repeats(Column column) {
    if (!(column instanceof Column.Doubles doubles)) {
      return !(column instanceof Column.Ints);
    }
    int rows = column.rows();
    int sample = Math.min(rows, SAMPLE);
    return 2 * IntStream.range(0, sample).mapToDouble(i -> doubles.values()[(int) ((long) rows * i / sample)]).distinct().count() <= sample;
  }

  private static void write(Column column, int row, ColumnWriter out) {
    if (column instanceof Column.Doubles doubles) {
      write(doubles.values()[row], out);
    } else if (column instanceof Column.Ints ints) {
      out.write(ints.values()[row], 0, 0);
    } else if (column instanceof Column.Longs longs) {
      out.write(longs.values()[row], 0, 0);
    } else if (column instanceof Column.Booleans booleans) {
      out.write(booleans.values()[row], 0, 0);
    } else if (column instanceof Column.TextLists lists) {
      write(lists.value(row), out);
    } else {
      write(((Column.Texts) column).values()[row], 0, 1, out);
    }
  }

  private static void write(double value, ColumnWriter out) {
    if (Double.isNaN(value)) {
      out.writeNull(0, 0);
    } else {
      out.write(value, 0, 1);
    }
  }

  private static void write(List<String> texts, ColumnWriter out) {
    if (texts == null || texts.isEmpty()) {
      out.writeNull(0, texts == null ? 0 : 1);
      return;
    }
    for (int i = 0; i < texts.size(); i++) {
      write(texts.get(i), i == 0 ? 0 : 1, 3, out);
    }
  }

  /** A text, or its absence one level below. */
  private static void write(String text, int repetition, int definition, ColumnWriter out) {
    if (text == null) {
      out.writeNull(repetition, definition - 1);
    } else {
      out.write(Binary.fromString(text), repetition, definition);
    }
  }
}
