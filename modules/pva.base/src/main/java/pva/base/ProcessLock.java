package pva.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to work on something: of one thread in this process, and of one of the processes on this machine. The system gives it up
 * when a process dies, however it dies.
 */
public final class ProcessLock implements AutoCloseable {
  // a process loses its locks on a file when it closes any channel to it, so its own threads must not come that far
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;

  private ProcessLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits for the right. The file is made where it is not there, with the folders above it, and stays.
   *
   * @param busy told once where another process has the right
   */
  public static ProcessLock take(Path file, Runnable busy) throws IOException {
    ReentrantLock thread = thread(file);
    thread.lock();
    return locked(file, thread, busy).orElseThrow();
  }

  /** The right, or nothing where somebody has it. */
  public static Optional<ProcessLock> tryTake(Path file) throws IOException {
    ReentrantLock thread = thread(file);
    return thread.tryLock() ? locked(file, thread, null) : Optional.empty();
  }

  private static ReentrantLock thread(Path file) {
    return THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new ReentrantLock());
  }

  private static Optional<ProcessLock> locked(Path file, ReentrantLock thread, Runnable busy) throws IOException {
    ProcessLock right = null;
    FileChannel channel = null;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null && busy != null) {
        busy.run();
        lock = channel.lock();
      }
      right = lock == null ? null : new ProcessLock(thread, channel);
      return Optional.ofNullable(right);
    } finally {
      if (right == null) {
        release(channel, thread);
      }
    }
  }

  private static void release(FileChannel channel, ReentrantLock thread) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      thread.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    release(channel, thread);
  }
}
