package pva.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import pva.base.Progress;

/**
 * Progress on standard error: on a terminal one line that is drawn over, elsewhere plain lines at growing intervals. Work
 * that ends within a second says nothing.
 */
final class ConsoleProgress implements Progress {
  private static final long SECOND = 1_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier nanos;

  /** {@code nanos} is the clock, {@code System::nanoTime} outside tests. */
  ConsoleProgress(PrintStream err, boolean terminal, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  @Override
  public Task start(String what, long total, String unit) {
    return new Line(what, total, unit);
  }

  @Override
  public void note(String line) {
    synchronized (err) {
      err.println((terminal ? "\r\u001b[K" : "") + "note: " + line);
    }
  }

  private final class Line implements Task {
    private final String what;
    private final long total;
    private final String unit;
    private final long started = nanos.getAsLong();
    private long done;
    private long next = started + SECOND;
    private long pause = terminal ? SECOND / 5 : 2 * SECOND;
    private boolean shown;

    Line(String what, long total, String unit) {
      this.what = what;
      this.total = total;
      this.unit = unit;
    }

    @Override
    public synchronized void advance(long units) {
      done += units;
      long now = nanos.getAsLong();
      if (now >= next) {
        show(now, false);
        next = now + pause;
        if (!terminal) {
          pause = Math.min(2 * pause, 30 * SECOND);
        }
      }
    }

    @Override
    public synchronized void close() {
      long now = nanos.getAsLong();
      if (shown || now - started >= SECOND) {
        show(now, true);
      }
    }

    private void show(long now, boolean last) {
      shown = true;
      double seconds = Math.max((now - started) / (double) SECOND, 1e-9);
      double rate = done / seconds;
      StringBuilder text = new StringBuilder(what).append("  ").append(count(done));
      if (total > 0 && !last) {
        text.append('/').append(count(total));
      }
      text.append(' ').append(unit).append("  ").append(count(Math.round(rate))).append("/s");
      if (last) {
        text.append("  ").append(duration(seconds));
      } else if (total > done && rate > 0) {
        text.append("  ").append(duration((total - done) / rate)).append(" left");
      }
      synchronized (err) {
        if (terminal) {
          err.print("\r\u001b[K" + text + (last ? System.lineSeparator() : ""));
          err.flush();
        } else {
          err.println(text);
        }
      }
    }
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  static String duration(double seconds) {
    if (seconds < 59.5) {
      return seconds < 9.95 ? String.format(Locale.ROOT, "%.1f s", seconds) : Math.round(seconds) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
