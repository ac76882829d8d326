package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import pva.base.PvaException;

/**
 * The central directory of a zip file, ZIP64 included: where the bytes of each member lie, and nothing more.
 *
 * <p>Why not {@code java.util.zip.ZipFile}: it gives streams, and a matrix of gigabytes that is STORED can stay where it is
 * and be mapped. Sizes come from the central directory, so zips written to a stream (sizes in data descriptors) read alike.
 */
final class ZipDirectory {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** One member; {@code offset} is that of its first data byte in the file. */
  record Member(String name, int method, long crc, long compressed, long size, long offset) {
  }

  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_LENGTH = 22;
  private static final int CENTRAL_LENGTH = 46;
  private static final int LOCAL_LENGTH = 30;
  private static final long MAX_DIRECTORY = 1 << 24;
  /** No deflate stream holds more than this many bytes in one: a larger claim is a lie. */
  private static final long MAX_RATIO = 1032;
  private static final long U32 = 0xffffffffL;

  private final FileChannel channel;
  private final Path path;
  private final long length;

  private ZipDirectory(FileChannel channel, Path path) throws IOException {
    this.channel = channel;
    this.path = path;
    this.length = channel.size();
  }

  /** Members by name, in the order of the directory. Fails with PVA-NPZ-001 to 005. */
  static Map<String, Member> read(FileChannel channel, Path path) throws IOException {
    ZipDirectory zip = new ZipDirectory(channel, path);
    zip.checkStart();
    return zip.members(zip.end());
  }

  private void checkStart() throws IOException {
    if (length == 0) {
      throw fault("PVA-NPZ-001", "the file is empty");
    }
    byte[] start = new byte[(int) Math.min(64, length)];
    at(0, start.length).get(start);
    if (new String(start, StandardCharsets.ISO_8859_1).startsWith("version https://git-lfs")) {
      throw fault("PVA-NPZ-002", "the file is a git-lfs pointer (download the real file)")
          .help("in its repository: git lfs pull, or fetch the file from the model hub");
    }
    if (start.length < 4 || start[0] != 'P' || start[1] != 'K') {
      throw truncated();
    }
  }

  /** Position, size and count of the central directory. */
  private long[] end() throws IOException {
    int tailLength = (int) Math.min(length, END_LENGTH + 0xffff);
    long tailStart = length - tailLength;
    ByteBuffer tail = at(tailStart, tailLength);
    for (int i = tailLength - END_LENGTH; i >= 0; i--) {
      boolean found = tail.getInt(i) == END && i + END_LENGTH + u16(tail, i + 20) == tailLength;
      if (found) {
        long[] end = {u32(tail, i + 16), u32(tail, i + 12), u16(tail, i + 10)};
        boolean zip64 = end[0] == U32 || end[1] == U32 || end[2] == 0xffff;
        return checked(zip64 ? end64(tailStart + i) : end, tailStart + i);
      }
    }
    throw truncated();
  }

  private long[] end64(long end) throws IOException {
    if (end < 20) {
      throw truncated();
    }
    ByteBuffer locator = at(end - 20, 20);
    long position = locator.getLong(8);
    if (locator.getInt(0) != LOCATOR_64 || position < 0 || position > length - 56) {
      throw truncated();
    }
    ByteBuffer record = at(position, 56);
    if (record.getInt(0) != END_64) {
      throw truncated();
    }
    return new long[] {record.getLong(48), record.getLong(40), record.getLong(32)};
  }

  private long[] checked(long[] end, long limit) {
    boolean inside = end[0] >= 0 && end[1] >= 0 && end[0] <= limit && end[1] <= limit - end[0];
    if (!inside || end[1] > MAX_DIRECTORY || end[2] < 0 || end[2] > end[1] / CENTRAL_LENGTH) {
      throw truncated();
    }
    return end;
  }

  private Map<String, Member> members(long[] end) throws IOException {
    ByteBuffer directory = at(end[0], (int) end[1]);
    Map<String, Member> members = new LinkedHashMap<>();
    for (long i = 0; i < end[2]; i++) {
      if (directory.remaining() < CENTRAL_LENGTH || directory.getInt(directory.position()) != CENTRAL) {
        throw truncated();
      }
      Member member = member(directory, end[0]);
      if (members.put(member.name, member) != null) {
        throw fault("PVA-NPZ-004", "two members have one name: " + member.name + " is there twice");
      }
    }
    return members;
  }

  private Member member(ByteBuffer directory, long directoryStart) throws IOException {
    int p = directory.position();
    int nameLength = u16(directory, p + 28);
    int extraLength = u16(directory, p + 30);
    int next = p + CENTRAL_LENGTH + nameLength + extraLength + u16(directory, p + 32);
    if (next > directory.limit()) {
      throw truncated();
    }
    byte[] bytes = new byte[nameLength];
    directory.get(p + CENTRAL_LENGTH, bytes);
    String name = new String(bytes, StandardCharsets.UTF_8);
    int method = u16(directory, p + 10);
    checkKind(name, method, u16(directory, p + 8));
    // size, compressed size and offset, in the order in which ZIP64 replaces those that do not fit 32 bits
    long[] sizes = {u32(directory, p + 24), u32(directory, p + 20), u32(directory, p + 42)};
    widen(directory, p + CENTRAL_LENGTH + nameLength, extraLength, sizes);
    directory.position(next);
    long data = dataOffset(name, sizes[2], sizes[1], directoryStart);
    checkSizes(name, method, sizes[1], sizes[0]);
    return new Member(name, method, u32(directory, p + 16), sizes[1], sizes[0], data);
  }

  private void checkKind(String name, int method, int flags) {
    if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
      throw fault("PVA-NPZ-005", "member " + name + " names a place outside the file")
          .help("this file was not written by numpy: do not trust it");
    }
    if ((flags & 1) != 0 || method != STORED && method != DEFLATED) {
      throw fault("PVA-NPZ-005", "member " + name + " is encrypted or packed by method " + method
          + "; stored and deflated members are read");
    }
  }

  private static void widen(ByteBuffer b, int start, int extraLength, long[] sizes) {
    int end = start + extraLength;
    for (int p = start; p + 4 <= end; p += 4 + u16(b, p + 2)) {
      if (u16(b, p) == 1) {
        int q = p + 4;
        for (int i = 0; i < sizes.length; i++) {
          if (sizes[i] == U32 && q + 8 <= end) {
            sizes[i] = b.getLong(q);
            q += 8;
          }
        }
      }
    }
  }

  private long dataOffset(String name, long local, long compressed, long directoryStart) throws IOException {
    if (local < 0 || local > directoryStart - LOCAL_LENGTH) {
      throw outside(name);
    }
    ByteBuffer header = at(local, LOCAL_LENGTH);
    long data = local + LOCAL_LENGTH + u16(header, 26) + u16(header, 28);
    if (header.getInt(0) != LOCAL || compressed < 0 || data > directoryStart || compressed > directoryStart - data) {
      throw outside(name);
    }
    return data;
  }

  private void checkSizes(String name, int method, long compressed, long size) {
    boolean possible = method == STORED ? size == compressed : size >= 0 && size / MAX_RATIO <= compressed;
    if (!possible) {
      throw fault("PVA-NPZ-003", "member " + name + " declares " + size + " bytes, which its " + compressed + " packed bytes cannot hold");
    }
  }

  private ByteBuffer at(long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw truncated();
      }
    }
    return bytes.flip();
  }

  private PvaException outside(String name) {
    return fault("PVA-NPZ-003", "member " + name + " lies outside the file (truncated or not a zip file)");
  }

  private PvaException truncated() {
    return fault("PVA-NPZ-003", "truncated or not a zip file").help("download it again, and compare its size with the source's");
  }

  private PvaException fault(String code, String message) {
    return PvaException.failed(code, message).at(path);
  }

  private static int u16(ByteBuffer b, int at) {
    return b.getShort(at) & 0xffff;
  }

  private static long u32(ByteBuffer b, int at) {
    return b.getInt(at) & U32;
  }
}
