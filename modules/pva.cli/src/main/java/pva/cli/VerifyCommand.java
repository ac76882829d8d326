package pva.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pva.analysis.Verification;

@Command(name = "verify", description = "Hashes the inputs and outputs of a run again and says what changed.")
final class VerifyCommand extends PvaCommand {
  @Parameters(paramLabel = "RUN", description = "the run directory")
  Path run;

  VerifyCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Verification found = Verification.of(run, terminal.progress());
    if (common.json) {
      terminal.out().println(Json.text(Map.of("run", run.toString(), "status", found.status(), "unchanged", found.unchanged(),
          "checks", found.checks().stream().map(VerifyCommand::values).toList())));
    } else {
      print(found);
    }
    return found.unchanged() ? 0 : 1;
  }

  private void print(Verification found) {
    for (Verification.Check check : found.checks()) {
      terminal.out().printf(Locale.ROOT, "%-8s %-7s %-28s %s%n", check.state(), check.kind(), check.what(), check.path());
    }
    List<String> differing = found.checks().stream().filter(c -> !c.state().equals("same")).map(Verification.Check::what).toList();
    if (!found.status().equals("done")) {
      terminal.out().println("the run did not finish: its status is " + found.status());
    } else if (differing.isEmpty()) {
      terminal.out().println("all " + found.checks().size() + " inputs and outputs are unchanged");
    } else {
      terminal.out().println("not as recorded: " + String.join(", ", differing));
    }
  }

  private static Map<String, String> values(Verification.Check check) {
    return Map.of("kind", check.kind(), "what", check.what(), "path", check.path().toString(), "state", check.state());
  }
}
