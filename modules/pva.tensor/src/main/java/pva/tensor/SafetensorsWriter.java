package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pva.base.WholeFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects tensors and writes them as one safetensors file, whole or not at all. Matrices are read block by block while
 * writing, so that none needs to fit in memory. The same tensors give the same bytes, in whatever order they were added.
 */
public final class SafetensorsWriter {
  private static final JsonMapper JSON = new JsonMapper();
  /** Elements converted at a time. */
  private static final int BLOCK = 1 << 16;

  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, Tensor> tensors = new TreeMap<>();

  private record Tensor(String name, DType dtype, long[] shape, long count, Content content) {
  }

  private interface Content {
    void writeTo(Out out) throws IOException;
  }

  public SafetensorsWriter() {
  }

  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** F32 [rows, cols]; read when the file is written. */
  public SafetensorsWriter f32(String name, Matrix values) {
    return add(name, DType.F32, values.rows() * values.cols(), new long[] {values.rows(), values.cols()}, out -> {
      int rows = Math.max(1, BLOCK / Math.max(1, values.cols()));
      float[] block = new float[Math.multiplyExact(rows, values.cols())];
      for (long r = 0; r < values.rows(); r += rows) {
        int n = (int) Math.min(rows, values.rows() - r);
        values.read(r, n, block, 0);
        out.floats(block, n * values.cols());
      }
    });
  }

  public SafetensorsWriter f32(String name, float[] values, long... shape) {
    return add(name, DType.F32, values.length, shape, out -> out.floats(values, values.length));
  }

  public SafetensorsWriter i32(String name, int[] values, long... shape) {
    return add(name, DType.I32, values.length, shape, out -> {
      for (int v : values) {
        out.room(Integer.BYTES).putInt(v);
      }
    });
  }

  public SafetensorsWriter i64(String name, long[] values, long... shape) {
    return add(name, DType.I64, values.length, shape, out -> {
      for (long v : values) {
        out.room(Long.BYTES).putLong(v);
      }
    });
  }

  /** A tensor of any type, by its bytes as they shall lie in the file: row-major and little-endian. They are not copied. */
  public SafetensorsWriter bytes(String name, DType dtype, ByteBuffer values, long... shape) {
    return add(name, dtype, values.remaining() / dtype.bytes(), shape, out -> out.bytes(values.duplicate()));
  }

  private SafetensorsWriter add(String name, DType dtype, long count, long[] shape, Content content) {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != count) {
      throw new IllegalArgumentException(count + " values do not fill `" + name + "` " + Arrays.toString(shape));
    }
    if (tensors.put(name, new Tensor(name, dtype, shape.clone(), count, content)) != null) {
      throw new IllegalArgumentException("`" + name + "` was added before");
    }
    return this;
  }

  /** Fails with PVA-FILE-003. */
  public void write(Path file) {
    // wide elements first, as the reference implementation does: so every tensor begins at a multiple of its element size
    List<Tensor> order = new ArrayList<>(tensors.values());
    order.sort(Comparator.comparingInt((Tensor t) -> -t.dtype().bytes()).thenComparing(Tensor::name));
    byte[] header = header(order);
    WholeFile.write(file, temporary -> {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        Out out = new Out(channel);
        out.room(Long.BYTES).putLong(header.length);
        for (byte b : header) {
          out.room(1).put(b);
        }
        for (Tensor t : order) {
          t.content().writeTo(out);
        }
        out.flush();
      }
    });
  }

  private byte[] header(List<Tensor> order) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put("__metadata__", metadata);
    }
    long at = 0;
    for (Tensor t : order) {
      long end = at + t.count() * t.dtype().bytes();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", t.dtype().name());
      entry.put("shape", t.shape());
      entry.put("data_offsets", new long[] {at, end});
      header.put(t.name(), entry);
      at = end;
    }
    String json = JSON.writeValueAsString(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }

  /** Little-endian bytes on their way to the file. */
  private static final class Out {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private final FileChannel channel;

    Out(FileChannel channel) {
      this.channel = channel;
    }

    ByteBuffer room(int bytes) throws IOException {
      if (buffer.remaining() < bytes) {
        flush();
      }
      return buffer;
    }

    void floats(float[] values, int n) throws IOException {
      for (int i = 0; i < n; i++) {
        room(Float.BYTES).putFloat(values[i]);
      }
    }

    void bytes(ByteBuffer values) throws IOException {
      flush();
      while (values.hasRemaining()) {
        channel.write(values);
      }
    }

    void flush() throws IOException {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    }
  }
}
