package pva.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A stretch of a file on mapped pages, of any length.
 *
 * <p>Windows of up to 2 GiB begin every GiB, so a slice of up to 1 GiB lies inside one of them. Each is mapped once: a
 * mapping made anew for every slice would stay in memory until the garbage collector finds it.
 */
final class Pages {
  private static final long STEP = 1L << 30;

  private final ByteBuffer[] windows;
  private final long length;

  /** Maps nothing beyond {@code offset + length}; the channel may be closed afterwards. */
  Pages(FileChannel channel, long offset, long length) throws IOException {
    this.length = length;
    this.windows = new ByteBuffer[(int) (length / STEP) + 1];
    for (int i = 0; i < windows.length; i++) {
      long start = i * STEP;
      windows[i] = channel.map(FileChannel.MapMode.READ_ONLY, offset + start, Math.min(Integer.MAX_VALUE, length - start));
    }
  }

  /** Fills a buffer from a place of a file, without mapping it. */
  static void read(FileChannel channel, long from, ByteBuffer into) throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int n = channel.read(into, at);
      if (n < 0) {
        throw new EOFException("the file has become shorter");
      }
      at += n;
    }
  }

  /** Closes a channel that was opened for reading, so that nothing can be lost; null is none. */
  static void close(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // nothing was to be written
      }
    }
  }

  long length() {
    return length;
  }

  /** As {@link #slice}, without an object for each of many small pieces. */
  void copy(long from, int count, ByteBuffer into) {
    ByteBuffer window = windows[(int) (from / STEP)];
    int at = (int) (from % STEP);
    for (int i = 0; i < count; i++) {
      into.put(window.get(at + i));
    }
  }

  /** {@code count} bytes from {@code from} on, little-endian, read-only. */
  ByteBuffer slice(long from, int count) {
    if (from < 0 || count < 0 || from > length - count) {
      throw new IndexOutOfBoundsException(count + " bytes from " + from + " of " + length);
    }
    ByteBuffer window = windows[(int) (from / STEP)];
    int at = (int) (from % STEP);
    if (count > window.capacity() - at) {
      throw new UncheckedIOException(new IOException(count + " bytes at once are more than can be mapped"));
    }
    return window.slice(at, count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
