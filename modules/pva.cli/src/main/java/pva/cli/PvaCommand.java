package pva.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all commands share: where they speak, and the options every one takes. */
abstract class PvaCommand implements Callable<Integer> {
  final Terminal terminal;

  @Mixin
  Common common = new Common();

  PvaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints the line of figures that ends a computing command. */
  final int done(Figures figures) {
    terminal.out().println(common.json ? figures.json() : figures.text());
    return 0;
  }
}
