package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import pva.base.PvaException;
import pva.tensor.ZipDirectory.Member;

/** One array of an npz file: its head now, its data on pages when asked for. */
final class NpzArray {
  /** Small enough to be in the cache still when its CRC is taken. */
  private static final int CHUNK = 1 << 19;

  private final FileChannel channel;
  private final Path path;
  private final Member member;
  private final NpyHeader header;
  private volatile Pages pages;
  /** What was copied so far, in order, and its CRC. */
  private final CRC32 onTheWay = new CRC32();
  private long seen;

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
    return PvaException.failed("PVA-NPZ-006", member.name() + " declares the shape " + header.shape() + ", which takes "
        + header.dataLength() + " bytes, but has " + dataLength()).at(path);
  }

  private static byte[] start(FileChannel channel, Path path, Member member) throws IOException {
    byte[] start = new byte[(int) Math.min(NpyHeader.MAX_LENGTH, member.size())];
    int filled = 0;
    try (NpzContent content = new NpzContent(channel, path, member)) {
      while (filled < start.length && content.more()) {
        int n = Math.min(content.chunk().remaining(), start.length - filled);
        content.chunk().get(start, filled, n);
        filled += n;
      }
    }
    return Arrays.copyOf(start, filled);
  }

  NpyHeader header() {
    return header;
  }

  /** Row-major little-endian data, checked against the recorded CRC. */
  Pages pages() {
    // many threads ask for rows at once: only the first time may cost a lock
    return pages != null ? pages : readOnce();
  }

  /** Whether its pages begin at a multiple of the element size; looks at no data. */
  boolean aligned() {
    long start = asIs() ? member.offset() + header.dataOffset() : 0;
    return start % header.dtype().bytes() == 0;
  }

  /** Copies data, whose CRC is checked before any is given out a second time. */
  void copy(long from, ByteBuffer into) {
    try {
      if (pages == null) {
        copyUnchecked(from, into);
      } else if (asIs()) {
        Pages.read(channel, member.offset() + header.dataOffset() + from, into);
      } else {
        into.put(pages.slice(from, into.remaining()));
      }
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read " + member.name() + ": " + e.getMessage()).at(path).because(e);
    }
  }

  /** Where data is wanted from its beginning on before it was ever looked at, its CRC is taken on the way. */
  private synchronized void copyUnchecked(long from, ByteBuffer into) throws IOException {
    if (asIs() && pages == null && (from == 0 || from == seen) && dataLength() == header.dataLength()) {
      copyOn(from, into);
    } else {
      into.put(pages().slice(from, into.remaining()));
    }
  }

  private boolean asIs() {
    return member.method() == ZipDirectory.STORED && header.asIs();
  }

  private void copyOn(long from, ByteBuffer into) throws IOException {
    if (from == 0) {
      ByteBuffer head = ByteBuffer.allocate(Math.toIntExact(header.dataOffset()));
      Pages.read(channel, member.offset(), head);
      onTheWay.reset();
      onTheWay.update(head.flip());
      seen = 0;
    }
    int end = into.limit();
    for (int at = into.position(); at < end; at += CHUNK) {
      into.limit(Math.min(end, at + CHUNK));
      seen += into.remaining();
      Pages.read(channel, member.offset() + header.dataOffset() + seen - into.remaining(), into);
      onTheWay.update(into.duplicate().position(at));
    }
    if (seen == header.dataLength()) {
      checkCrc(onTheWay);
      pages = new Pages(channel, member.offset() + header.dataOffset(), header.dataLength());
    }
  }

  private synchronized Pages readOnce() {
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
        long start = header.dataOffset();
        return stored ? new Pages(channel, member.offset() + start, header.dataLength()) : inflated.pages(start);
      }
      try (Scratch plain = new Scratch(header.dataLength())) {
        new NpyReordering(header).write(whole, plain);
        return plain.pages();
      }
    }
  }

  /** Goes through the content once for its checksum, and keeps it where {@code copy} is given. */
  private void checkWhile(Scratch copy) throws IOException {
    CRC32 crc = new CRC32();
    long length = 0;
    try (NpzContent content = new NpzContent(channel, path, member)) {
      while (content.more()) {
        length += content.chunk().remaining();
        crc.update(content.chunk().duplicate());
        if (length > member.size()) {
          break;
        }
        if (copy != null) {
          copy.write(content.chunk());
        }
      }
    }
    if (length != member.size()) {
      throw PvaException.failed("PVA-NPZ-007", member.name() + " holds " + (length > member.size() ? "more" : "fewer") + " bytes than the "
          + member.size() + " that are declared").at(path);
    }
    checkCrc(crc);
  }

  private void checkCrc(CRC32 crc) {
    if (crc.getValue() != member.crc()) {
      throw PvaException.failed("PVA-NPZ-007", member.name() + " is damaged: its CRC is not the recorded one").at(path)
          .help("download the file again");
    }
  }
}
