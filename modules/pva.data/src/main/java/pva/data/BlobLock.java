package pva.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import pva.base.Progress;

/**
 * The right to write one blob: of one thread in this process, and of one of these processes on this machine. The system
 * gives it up when a process dies.
 *
 * <p><b>Limitation:</b> the locks of Python's huggingface_hub are of another kind and are not seen; nothing here needs them,
 * because each program writes files of its own name and renames them when they are whole.
 */
final class BlobLock implements AutoCloseable {
  // a process loses its locks on a file when it closes any channel to it, so its own threads must not come that far
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
  private static final long POLL_MILLIS = 100;

  private final ReentrantLock thread;
  private final FileChannel channel;

  private BlobLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  static BlobLock take(Path file, String what, Progress progress) throws IOException {
    ReentrantLock thread = THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new ReentrantLock());
    FileChannel channel = null;
    try {
      thread.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Patience.interrupted();
    }
    try {
      Files.createDirectories(file.getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      await(channel, what, progress);
      return new BlobLock(thread, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      thread.unlock();
      throw e;
    }
  }

  private static void await(FileChannel channel, String what, Progress progress) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock == null) {
      progress.note("another process downloads " + what + "; waiting for it");
    }
    while (lock == null) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Patience.interrupted();
      }
      lock = channel.tryLock();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      thread.unlock();
    }
  }
}
