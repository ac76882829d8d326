package pva.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pva.analysis.Difference;
import pva.analysis.LatentDifference;

@Command(name = "diff", description = "Compares two runs: what was asked, of which inputs, and what came out.")
final class DiffCommand extends PvaCommand {
  @Parameters(index = "0", paramLabel = "A", description = "a run directory")
  Path first;

  @Parameters(index = "1", paramLabel = "B", description = "another")
  Path second;

  DiffCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Difference found = Difference.of(first, second);
    if (common.json) {
      terminal.out().println(Json.text(found));
    } else {
      print(found);
    }
    return 0;
  }

  private void print(Difference found) {
    if (found.none()) {
      terminal.out().println("no difference: the same script, inputs and results");
      return;
    }
    found.script().forEach(line -> terminal.out().println("script  " + line));
    found.changes().forEach(c -> terminal.out().println(c.what() + ": " + c.first() + " -> " + c.second()));
    found.latents().ifPresent(this::print);
  }

  private void print(LatentDifference l) {
    if (l.none()) {
      terminal.out().println("latents: the same order among the first twenty, the same separations");
      return;
    }
    terminal.out().println("latents: " + l.shared() + " of the first twenty are in both" + named(", only in A: ", l.left())
        + named(", only in B: ", l.entered()) + (l.at().isEmpty() ? ""
        : String.format(Locale.ROOT, "; a separation differs by at most %.3g, at %s", l.moved(), l.at())));
  }

  private static String named(String before, java.util.List<String> latents) {
    return latents.isEmpty() ? "" : before + String.join(" ", latents);
  }
}
