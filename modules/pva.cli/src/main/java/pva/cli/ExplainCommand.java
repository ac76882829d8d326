package pva.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pva.analysis.Explanation;
import pva.analysis.spec.ScriptSpec;
import pva.dsl.Scripts;

@Command(name = "explain", description = "Says why a step of a script would run again, or that it would be taken from the cache.")
final class ExplainCommand extends PvaCommand {
  @Parameters(index = "0", paramLabel = "SCRIPT", description = "the script")
  Path script;

  @Parameters(index = "1", paramLabel = "STEP", description = "a step, as pva plan names it")
  String step;

  @Option(names = "--runs", paramLabel = "FOLDER", defaultValue = "runs", description = "where earlier runs lie; default ${DEFAULT-VALUE}")
  Path runs;

  @Mixin
  ScriptArguments arguments = new ScriptArguments();

  ExplainCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    ScriptSpec spec = Scripts.read(script, arguments.options(terminal));
    Explanation found = Explanation.of(spec, Plans.of(spec), step, runs, terminal.progress());
    if (common.json) {
      terminal.out().println(Json.text(found));
    } else {
      terminal.out().println(found.step() + ": " + found.state());
      found.reasons().forEach(reason -> terminal.out().println("  " + reason));
    }
    return 0;
  }
}
