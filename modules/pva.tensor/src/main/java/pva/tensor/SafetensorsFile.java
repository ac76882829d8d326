package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import pva.base.PvaException;

/**
 * A safetensors file: its header is checked as a whole before anything else, its data is mapped, not read.
 *
 * <p>The format is that of the safetensors library 0.4: eight bytes of header length, a JSON object of names to dtype,
 * shape and data_offsets, then the data, every byte of which belongs to exactly one tensor.
 */
public final class SafetensorsFile implements TensorFile {
  /** As in the reference implementation: no honest header is longer. */
  private static final long LONGEST_HEADER = 100_000_000;

  private final Path path;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private Pages pages;

  private SafetensorsFile(Path path, FileChannel channel, Pages pages, SafetensorsHeader header) {
    this.path = path;
    this.channel = channel;
    this.pages = pages;
    this.header = header;
  }

  /**
   * Checks the header. Fails with PVA-FILE-001 (missing), PVA-FILE-002 (unreadable) and PVA-ST-001 to PVA-ST-009 (damaged);
   * nothing is allocated that the file does not back.
   */
  public static SafetensorsFile open(Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      Pages pages = new Pages(channel, 0, channel.size());
      long length = headerLength(pages);
      SafetensorsHeader header = SafetensorsHeader.parse(pages.slice(8, (int) length), 8 + length, pages.length() - 8 - length);
      SafetensorsFile opened = new SafetensorsFile(file, channel, pages, header);
      channel = null;
      return opened;
    } catch (NoSuchFileException e) {
      throw PvaException.failed("PVA-FILE-001", "no such file").at(file);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    } catch (PvaException e) {
      throw e.at(file);
    } finally {
      Pages.close(channel);
    }
  }

  private static long headerLength(Pages pages) {
    if (pages.length() == 0) {
      throw PvaException.failed("PVA-ST-001", "the file is empty").help("download or copy it again");
    }
    String start = StandardCharsets.ISO_8859_1.decode(pages.slice(0, (int) Math.min(pages.length(), 40))).toString();
    if (start.startsWith("version https://git-lfs")) {
      throw PvaException.failed("PVA-ST-001", "the file is a git-lfs pointer (download the real file)");
    }
    if (pages.length() < 8) {
      throw PvaException.failed("PVA-ST-001",
          "the file has only " + pages.length() + " bytes: it is truncated, or not a safetensors file");
    }
    long length = pages.slice(0, 8).getLong();
    if (length == 0) {
      throw PvaException.failed("PVA-ST-002", "the header is empty: its length is given as 0");
    }
    if (length < 0 || length > pages.length() - 8) {
      throw PvaException.failed("PVA-ST-002", "the header length is given as " + Long.toUnsignedString(length)
          + " bytes, but the file has only " + pages.length() + ": it is truncated, or not a safetensors file");
    }
    if (length > LONGEST_HEADER) {
      throw PvaException.failed("PVA-ST-002",
          "the header length is given as " + length + " bytes; more than " + LONGEST_HEADER + " are not read");
    }
    return length;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return header.tensors();
  }

  @Override
  public Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public ByteBuffer bytes(String name, long from, int length) {
    TensorInfo info = info(name);
    if (from < 0 || from + length > info.length()) {
      throw new IndexOutOfBoundsException(length + " bytes at " + from + " of `" + name + "`, which has " + info.length());
    }
    if (pages == null) {
      throw new IllegalStateException(path + " is closed");
    }
    return pages.slice(info.offset() + from, length);
  }

  @Override
  public void copy(String name, long from, ByteBuffer into) {
    TensorInfo info = info(name);
    if (from < 0 || from + into.remaining() > info.length()) {
      throw new IndexOutOfBoundsException(into.remaining() + " bytes at " + from + " of `" + name + "`, which has " + info.length());
    }
    try {
      Pages.read(channel, info.offset() + from, into);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read `" + name + "`: " + e.getMessage()).at(path).because(e);
    }
  }

  @Override
  public void close() {
    pages = null;
    Pages.close(channel);
  }
}
