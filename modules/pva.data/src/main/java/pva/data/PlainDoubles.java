package pva.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Numbers as plain Parquet pages of an optional column: levels of one bit, then the values that are there.
 *
 * <p>The pages are those that Parquet's own column writer makes. It takes a value at a time through several layers; here a page is one loop
 * and one copy, in a fifth of the time.
 */
final class PlainDoubles {
  /** Values of a page: 1 MiB. */
  private static final int PAGE = 1 << 17;

  private PlainDoubles() {
  }

  /** Writes rows {@code from} to {@code to} (not included); NaN is null. */
  static void write(double[] values, int from, int to, PrimitiveType type, PageWriter out) {
    try {
      for (int start = from; start < to; start += PAGE) {
        page(values, start, Math.min(to, start + PAGE), type, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void page(double[] values, int from, int to, PrimitiveType type, PageWriter out) throws IOException {
    double[] present = new double[to - from];
    int n = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    try (RunLengthBitPackingHybridEncoder levels =
        new RunLengthBitPackingHybridEncoder(1, 64, PAGE / Byte.SIZE, HeapByteBufferAllocator.getInstance())) {
      for (int i = from; i < to; i++) {
        double v = values[i];
        boolean there = !Double.isNaN(v);
        levels.writeInt(there ? 1 : 0);
        if (there) {
          present[n++] = v;
          least = Math.min(least, v);
          most = Math.max(most, v);
        }
      }
      Statistics<?> statistics = Statistics.createStats(type);
      statistics.incrementNumNulls(to - from - n);
      if (n > 0) {
        statistics.updateStats(least);
        statistics.updateStats(most);
      }
      BytesInput level = levels.toBytes();
      out.writePage(BytesInput.concat(BytesInput.fromInt(Math.toIntExact(level.size())), level, BytesInput.from(bytes(present, n))), to - from,
          to - from, statistics, Encoding.BIT_PACKED, Encoding.RLE, Encoding.PLAIN);
    }
  }

  private static byte[] bytes(double[] values, int n) {
    ByteBuffer bytes = ByteBuffer.allocate(n * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values, 0, n);
    return bytes.array();
  }
}
