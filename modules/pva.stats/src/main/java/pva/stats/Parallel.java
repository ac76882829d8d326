package pva.stats;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Independent pieces of work over a fixed cut of 0..n: threads only take turns, so nothing depends on how many there are. */
final class Parallel {
  private Parallel() {
  }

  @FunctionalInterface
  interface Piece {
    void run(int from, int to);
  }

  /** Calls {@code piece} for [0, size), [size, 2 size), … up to n, each once, on {@code threads} threads. */
  static void pieces(int n, int size, int threads, Piece piece) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    int pieces = (n + size - 1) / size;
    Runnable turns = () -> {
      try {
        for (int k = next.getAndIncrement(); k < pieces && failure.get() == null; k = next.getAndIncrement()) {
          piece.run(k * size, Math.min(n, k * size + size));
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    };
    Thread[] helpers = new Thread[Math.max(0, Math.min(threads, pieces) - 1)];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Thread(turns, "pva-stats-" + (i + 1));
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
    turns.run();
    join(helpers, failure);
    if (failure.get() instanceof Error e) {
      throw e;
    }
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    }
  }

  private static void join(Thread[] helpers, AtomicReference<Throwable> failure) {
    for (Thread helper : helpers) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure.compareAndSet(null, new IllegalStateException("interrupted", e));
      }
    }
  }
}
