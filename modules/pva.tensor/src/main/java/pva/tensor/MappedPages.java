package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import pva.base.PvaException;

/**
 * A whole file on memory-mapped pages, of any size.
 *
 * <p>A buffer holds less than 2 GiB, so the file is mapped once in windows of that size that begin 1 GiB apart: every slice
 * of up to 1 GiB lies in one of them. Mapping anew for every slice would keep each mapping until the garbage collector finds it.
 */
final class MappedPages {
  /** The longest slice. */
  static final int SLICE = 1 << 30;

  private final ByteBuffer[] windows;
  private final long size;

  private MappedPages(ByteBuffer[] windows, long size) {
    this.windows = windows;
    this.size = size;
  }

  /** Fails with PVA-FILE-001 (missing) or PVA-FILE-002 (unreadable). */
  static MappedPages of(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer[] windows = new ByteBuffer[(int) ((size + SLICE - 1) / SLICE)];
      for (int i = 0; i < windows.length; i++) {
        long from = (long) i * SLICE;
        windows[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(Integer.MAX_VALUE, size - from));
      }
      return new MappedPages(windows, size);
    } catch (NoSuchFileException e) {
      throw PvaException.failed("PVA-FILE-001", "no such file").at(file);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  long size() {
    return size;
  }

  /** Up to {@link #SLICE} bytes where they lie; the slice keeps its pages mapped as long as it is in use. */
  ByteBuffer slice(long from, int length) {
    if (from < 0 || length < 0 || length > SLICE || from + length > size) {
      throw new IndexOutOfBoundsException(length + " bytes at " + from + " of " + size);
    }
    if (length == 0) {
      return ByteBuffer.allocateDirect(0).asReadOnlyBuffer();
    }
    int window = (int) (from / SLICE);
    return windows[window].slice((int) (from - (long) window * SLICE), length);
  }
}
