package pva.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pva.base.PvaException;
import pva.dsl.Word;
import pva.dsl.Words;

@Command(name = "help", description = "Explains pva, a command, or a word of the script.")
final class HelpCommand extends PvaCommand {
  @Parameters(paramLabel = "WORD", arity = "0..1", description = "a command or a script word")
  String word;

  @Spec
  CommandSpec spec;

  HelpCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    CommandLine pva = spec.parent().commandLine();
    Map<String, CommandLine> commands = pva.getSubcommands();
    if (word == null) {
      pva.usage(terminal.out());
      terminal.out().println("\nWords of the script:");
      Words.all().stream().filter(Word::setting).forEach(w -> terminal.out().printf("  %-10s %s%n", w.name(), w.description()));
      return 0;
    }
    Optional<Word> found = Words.find(word);
    if (found.isEmpty() && !commands.containsKey(word)) {
      throw unknown(commands);
    }
    if (commands.containsKey(word)) {
      commands.get(word).usage(terminal.out());
    }
    found.ifPresent(this::explain);
    return 0;
  }

  private void explain(Word w) {
    PrintStream out = terminal.out();
    out.println(w.name() + (w.block().isEmpty() ? "" : w.setting() ? ", a setting of " + w.block() + " { }" : ", a value in " + w.block() + " { }"));
    out.println();
    out.println(w.description());
    out.println();
    w.forms().forEach(form -> out.println("    " + form.replace("\n", "\n    ")));
    if (!w.settings().isEmpty()) {
      out.println();
      w.settings().forEach(s -> out.printf(Locale.ROOT, "  %-12s %-14s %s%n", s.name() + ":", s.typeName(), s.description()));
    }
    if (!w.defaults().isEmpty()) {
      out.println();
      out.println("Default: " + w.defaults());
    }
  }

  private PvaException unknown(Map<String, CommandLine> commands) {
    PvaException e = PvaException.usage("PVA-CLI-004", "there is no command and no script word `" + word + "`");
    Optional<String> near = Words.suggestion(word);
    if (near.isPresent()) {
      e = e.help("did you mean `" + near.get() + "`?");
    }
    return e.help("commands: " + String.join(", ", commands.keySet())).help("words: " + String.join(", ", Words.all().stream().map(Word::name).toList()));
  }
}
