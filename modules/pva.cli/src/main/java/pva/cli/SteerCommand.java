package pva.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import pva.dsl.Scripts;

@Command(name = "steer",
    description = "Runs a steering study: a model is changed along a direction while it solves problems, beside controls.")
final class SteerCommand extends PvaCommand {
  @Parameters(paramLabel = "SCRIPT", description = "a script with a steer { } block")
  Path script;

  @Mixin
  ScriptArguments arguments = new ScriptArguments();

  @Mixin
  RunArguments how = new RunArguments();

  SteerCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    return how.run(Scripts.loadSteering(script, arguments.options(terminal)), false, terminal);
  }
}
