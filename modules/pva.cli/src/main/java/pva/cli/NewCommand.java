package pva.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pva.base.PvaException;
import pva.base.WholeFile;
import pva.dsl.Words;

@Command(name = "new", description = "Writes a script to start from, with every word explained.")
final class NewCommand extends PvaCommand {
  @Parameters(paramLabel = "SCRIPT", defaultValue = "analysis.groovy", description = "the script to write; default ${DEFAULT-VALUE}")
  Path script;

  NewCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (Files.exists(script)) {
      throw PvaException.usage("PVA-CLI-003", "this file exists already and is not overwritten").at(script)
          .help("say another name: pva new other.groovy");
    }
    WholeFile.write(script, Words.template());
    terminal.out().println(script + ": written; edit it, then pva check, pva plan, pva run");
    return 0;
  }
}
