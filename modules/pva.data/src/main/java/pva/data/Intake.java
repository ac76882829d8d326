package pva.data;

import java.time.Duration;
import java.util.Optional;
import pva.base.PvaException;

/** Hands chunks on until it is closed; notes when the last one came and what went wrong with it. */
final class Intake {
  private final ByteSink sink;
  private boolean restart;
  private boolean closed;
  private PvaException failure;
  private volatile long last = System.nanoTime();

  Intake(ByteSink sink, long from) {
    this.sink = sink;
    this.restart = from > 0;
  }

  boolean hasSink() {
    return sink != null;
  }

  synchronized void accept(Optional<byte[]> chunk, boolean whole) {
    last = System.nanoTime();
    if (closed) {
      return;
    }
    try {
      if (restart && whole) {
        sink.restart();
      }
      restart = false;
      chunk.ifPresent(sink::accept);
    } catch (PvaException e) {
      failure = e;
      closed = true;
    }
  }

  synchronized void check() {
    if (failure != null) {
      throw failure;
    }
  }

  synchronized void close() {
    closed = true;
  }

  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - last);
  }
}
