package pva.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import pva.base.PvaException;

/** The last eight bytes of a Parquet file: the length of its footer and the magic bytes. */
final class ParquetTail {
  private static final int TAIL = 8;

  private ParquetTail() {
  }

  /** Where the footer begins. Fails with PVA-DATA-002 (empty), -003 (not Parquet, truncated), -004 (footer) or -005 (encrypted). */
  static long check(Path file) {
    FileHead head = FileHead.read(file);
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      ByteBuffer tail = ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN);
      if (size >= TAIL + FileHead.PARQUET.length) {
        channel.read(tail, size - TAIL);
      }
      String magic = new String(tail.array(), 4, 4, StandardCharsets.ISO_8859_1);
      if (magic.equals("PARE")) {
        throw PvaException.failed("PVA-DATA-005", "the parquet file is encrypted").at(file)
            .help("write it without encryption");
      }
      if (!head.parquet() || !magic.equals("PAR1")) {
        throw notParquet(file, head);
      }
      long footer = size - TAIL - Integer.toUnsignedLong(tail.getInt(0));
      if (footer < FileHead.PARQUET.length) {
        throw damaged(file, "it declares more bytes than the file has");
      }
      return footer;
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  private static PvaException notParquet(Path file, FileHead head) {
    PvaException e = PvaException.failed("PVA-DATA-003", head.parquet()
        ? "truncated or not a parquet file: it begins with PAR1 but does not end with it"
        : "not a parquet file: it does not begin with PAR1").at(file);
    return head.bytes()[0] == '{' ? e.help("it looks like JSON lines: let its name end in .jsonl") : e.help("get or write the file again");
  }

  static PvaException damaged(Path file, String how) {
    return PvaException.failed("PVA-DATA-004", "the footer of the parquet file is damaged: " + how).at(file).help("get the file again");
  }
}
