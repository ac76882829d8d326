package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import pva.base.PvaException;
import pva.tensor.ZipDirectory.Member;

/** One array of an npz file: its head now, its data on pages when asked for. */
final class NpzArray {
  private static final int CHUNK = 1 << 18;

  private final FileChannel channel;
  private final Path path;
  private final Member member;
  private final NpyHeader header;
  private Pages pages;

  private NpzArray(FileChannel channel, Path path, Member member, NpyHeader header) {
    this.channel = channel;
    this.path = path;
    this.member = member;
    this.header = header;
  }

  /** Reads the head alone; refuses a member that is too short for what its head declares, and leaves one that is too long for later. */
  static NpzArray open(FileChannel channel, Path path, Member member) throws IOException {
    try {
      NpyHeader header = NpyHeader.parse(start(channel, path, member));
      NpzArray array = new NpzArray(channel, path, member, header);
      if (array.dataLength() < header.dataLength()) {
        throw array.wrongLength();
      }
      return array;
    } catch (NpyHeader.Fault e) {
      throw PvaException.failed("PVA-NPZ-006", member.name() + " " + e.getMessage()).at(path);
    }
  }

  private long dataLength() {
    return member.size() - header.dataOffset();
  }

  private PvaException wrongLength() {
    return PvaException.failed("PVA-NPZ-006", member.name() + " declares the shape " + header.shape() + ", which takes " + header.dataLength()
        + " bytes, but has " + dataLength()).at(path);
  }

  private static byte[] start(FileChannel channel, Path path, Member member) throws IOException {
    byte[] start = new byte[(int) Math.min(NpyHeader.MAX_LENGTH, member.size())];
    int filled = 0;
    try (Content content = new Content(channel, path, member)) {
      while (filled < start.length && content.more()) {
        int n = Math.min(content.chunk.remaining(), start.length - filled);
        content.chunk.get(start, filled, n);
        filled += n;
      }
    }
    return Arrays.copyOf(start, filled);
  }

  NpyHeader header() {
    return header;
  }

  /** Row-major little-endian data, checked against the recorded CRC. */
  synchronized Pages pages() {
    if (pages == null) {
      try {
        pages = read();
      } catch (IOException e) {
        throw PvaException.failed("PVA-FILE-002", "cannot read " + member.name() + ": " + e.getMessage()).at(path).because(e);
      }
    }
    return pages;
  }

  private Pages read() throws IOException {
    if (dataLength() != header.dataLength()) {
      throw wrongLength();
    }
    boolean stored = member.method() == ZipDirectory.STORED;
    try (Scratch inflated = stored ? null : new Scratch(member.size())) {
      checkWhile(inflated);
      Pages whole = stored ? new Pages(channel, member.offset(), member.size()) : inflated.pages();
      if (header.asIs()) {
        return stored ? new Pages(channel, member.offset() + header.dataOffset(), header.dataLength()) : inflated.pages(header.dataOffset());
      }
      try (Scratch plain = new Scratch(header.dataLength())) {
        new Reordering(header).write(whole, plain);
        return plain.pages();
      }
    }
  }

  /** Goes through the content once for its checksum, and keeps it where {@code copy} is given. */
  private void checkWhile(Scratch copy) throws IOException {
    CRC32 crc = new CRC32();
    long length = 0;
    try (Content content = new Content(channel, path, member)) {
      while (content.more()) {
        length += content.chunk.remaining();
        crc.update(content.chunk.duplicate());
        if (length > member.size()) {
          break;
        }
        if (copy != null) {
          copy.write(content.chunk);
        }
      }
    }
    if (length != member.size()) {
      throw PvaException.failed("PVA-NPZ-007", member.name() + " holds " + (length > member.size() ? "more" : "fewer") + " bytes than the "
          + member.size() + " that are declared").at(path);
    }
    if (crc.getValue() != member.crc()) {
      throw PvaException.failed("PVA-NPZ-007", member.name() + " is damaged: its CRC is not the recorded one").at(path)
          .help("download the file again");
    }
  }

  /** The unpacked bytes of a member, chunk by chunk. */
  private static final class Content implements AutoCloseable {
    private final FileChannel channel;
    private final Path path;
    private final Member member;
    private final Inflater inflater;
    private final ByteBuffer packed = ByteBuffer.allocate(CHUNK);
    private long taken;
    private boolean padded;
    private ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);

    Content(FileChannel channel, Path path, Member member) {
      this.channel = channel;
      this.path = path;
      this.member = member;
      this.inflater = member.method() == ZipDirectory.STORED ? null : new Inflater(true);
    }

    /** Fills {@link #chunk}; false at the end. */
    boolean more() throws IOException {
      if (inflater == null) {
        chunk = chunk.clear();
        return fill(chunk);
      }
      try {
        chunk.clear();
        while (chunk.position() == 0 && !inflater.finished()) {
          if (inflater.needsInput()) {
            packed.clear();
            if (!fill(packed) && padded) {
              break;
            }
            // a deflate stream may want one byte after its end
            padded = !packed.hasRemaining();
            inflater.setInput(padded ? ByteBuffer.allocate(1) : packed);
          }
          inflater.inflate(chunk);
        }
        return chunk.flip().hasRemaining();
      } catch (DataFormatException e) {
        throw PvaException.failed("PVA-NPZ-007", member.name() + " is damaged: it does not inflate").at(path).because(e);
      }
    }

    private boolean fill(ByteBuffer into) throws IOException {
      into.limit((int) Math.min(CHUNK, member.compressed() - taken));
      int n = into.hasRemaining() ? channel.read(into, member.offset() + taken) : -1;
      taken += Math.max(n, 0);
      into.flip();
      return n > 0;
    }

    @Override
    public void close() {
      if (inflater != null) {
        inflater.end();
      }
    }
  }

  /** The order of bytes and elements that a file has made into row-major and little-endian. */
  private record Reordering(NpyHeader header) {
    void write(Pages whole, Scratch out) throws IOException {
      int size = header.dtype().bytes();
      boolean columns = header.fortran() && header.shape().size() > 1;
      long rows = columns ? header.shape().get(0) : 1;
      long cols = columns ? header.count() / Math.max(1, rows) : header.count();
      // a block of rows at a time: each column of a Fortran array is contiguous
      long perBlock = columns ? Math.max(1, CHUNK * 16L / Math.max(1, cols * size)) : 1;
      for (long r = 0; r < rows; r += perBlock) {
        int n = (int) Math.min(perBlock, rows - r);
        if (columns) {
          out.write(block(whole, r, n, rows, cols, size));
        } else {
          swapped(whole, cols, size, out);
        }
      }
    }

    private ByteBuffer block(Pages whole, long fromRow, int n, long rows, long cols, int size) {
      ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(n * cols * size));
      for (int c = 0; c < cols; c++) {
        ByteBuffer column = whole.slice(header.dataOffset() + (c * rows + fromRow) * size, n * size);
        for (int r = 0; r < n; r++) {
          element(column, r * size, out, Math.toIntExact((r * cols + c) * size), size);
        }
      }
      return out;
    }

    private void swapped(Pages whole, long count, int size, Scratch out) throws IOException {
      for (long from = 0; from < count; from += CHUNK) {
        int n = (int) Math.min(CHUNK, count - from);
        ByteBuffer in = whole.slice(header.dataOffset() + from * size, n * size);
        ByteBuffer block = ByteBuffer.allocate(n * size);
        for (int i = 0; i < n; i++) {
          element(in, i * size, block, i * size, size);
        }
        out.write(block);
      }
    }

    private void element(ByteBuffer in, int at, ByteBuffer out, int to, int size) {
      boolean swap = header.order() == ByteOrder.BIG_ENDIAN;
      for (int b = 0; b < size; b++) {
        out.put(to + b, in.get(at + (swap ? size - 1 - b : b)));
      }
    }
  }
}
