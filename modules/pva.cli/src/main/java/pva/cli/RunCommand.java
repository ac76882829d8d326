package pva.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pva.dsl.Scripts;

@Command(name = "run", description = "Runs a script and writes its run directory: tables, figures, report and record.")
final class RunCommand extends PvaCommand {
  @Parameters(paramLabel = "SCRIPT", description = "the script")
  Path script;

  @Mixin
  ScriptArguments arguments = new ScriptArguments();

  @Mixin
  RunArguments how = new RunArguments();

  @Option(names = "--force", description = "go on when the dictionary does not fit the tensor; every output says so")
  boolean force;

  RunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    return how.run(Scripts.read(script, arguments.options(terminal)), force, terminal);
  }
}
