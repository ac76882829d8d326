package pva.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pva.analysis.History;
import pva.analysis.History.PastRun;

@Command(name = "log", description = "Lists the runs below a folder, oldest first.")
final class LogCommand extends PvaCommand {
  @Parameters(paramLabel = "FOLDER", defaultValue = "runs", description = "where to look; default ${DEFAULT-VALUE}")
  Path folder;

  LogCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    History history = History.below(folder);
    if (common.json) {
      terminal.out().println(Json.text(history.runs().stream().map(LogCommand::values).toList()));
      return 0;
    }
    terminal.out().printf(Locale.ROOT, "%-25s %-10s %8s %8s %7s  %-24s %s%n", "started", "status", "seconds", "latent", "score",
        "script", "folder");
    for (PastRun run : history.runs()) {
      terminal.out().printf(Locale.ROOT, "%-25s %-10s %8s %8s %7s  %-24s %s%n", run.started(), run.status(),
          run.seconds().isPresent() ? String.format(Locale.ROOT, "%.1f", run.seconds().getAsDouble()) : "-",
          latent(run),
          run.topScore().isPresent() ? String.format(Locale.ROOT, "%.3f", run.topScore().getAsDouble()) : "-",
          run.script().isEmpty() ? "-" : Path.of(run.script()).getFileName(), run.folder());
    }
    return 0;
  }

  /** Behind its layer, where the run looked at several. */
  private static String latent(PastRun run) {
    String layer = run.topLayer().isPresent() ? "L" + run.topLayer().getAsInt() + "/" : "";
    return run.topLatent().isPresent() ? layer + run.topLatent().getAsInt() : "-";
  }

  private static Map<String, Object> values(PastRun run) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("folder", run.folder().toString());
    values.put("started", run.started());
    values.put("status", run.status());
    values.put("script", run.script());
    values.put("dataset", run.dataset());
    values.put("topLatent", run.topLatent().isPresent() ? run.topLatent().getAsInt() : null);
    run.topLayer().ifPresent(layer -> values.put("topLayer", layer));
    values.put("topScore", run.topScore().isPresent() ? run.topScore().getAsDouble() : null);
    values.put("seconds", run.seconds().isPresent() ? run.seconds().getAsDouble() : null);
    return values;
  }
}
