package pva.cli;

import java.io.PrintStream;
import pva.base.Progress;

/**
 * Where a command speaks: results to {@code out}, progress and messages to {@code err}.
 *
 * @param terminal whether a person watches {@code err}; the launcher knows
 */
record Terminal(PrintStream out, PrintStream err, boolean terminal) {
  static Terminal standard() {
    return new Terminal(System.out, System.err, Boolean.getBoolean("pva.terminal"));
  }

  Progress progress() {
    return new ConsoleProgress(err, terminal, System::nanoTime);
  }
}
