package pva.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import pva.dsl.ErrorFrame;
import pva.dsl.ScriptException;
import pva.dsl.Scripts;

@Command(name = "check", description = "Type-checks scripts; opens no model and no data.")
final class CheckCommand extends PvaCommand {
  @Parameters(paramLabel = "SCRIPT", arity = "1..*", description = "the scripts")
  List<Path> scripts;

  @Mixin
  ScriptArguments arguments = new ScriptArguments();

  CheckCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    int wrong = 0;
    for (Path script : scripts) {
      try {
        Scripts.read(script, arguments.options(terminal));
        terminal.out().println(script + ": fine");
      } catch (ScriptException e) {
        wrong++;
        terminal.err().print(ErrorFrame.render(e));
      }
    }
    return wrong == 0 ? 0 : 2;
  }
}
