package pva.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
      String block = "?";
      for (Word w : Words.all().stream().filter(Word::setting).toList()) {
        if (!w.block().equals(block)) {
          block = w.block();
          terminal.out().println("\n" + (block.isEmpty() ? "Words of the script:" : "Words inside " + block + " { }:"));
        }
        terminal.out().printf("  %-12s %s%n", w.name(), w.description());
      }
      return 0;
    }
    List<Word> found = Words.all().stream().filter(w -> w.name().equals(word)).toList();
    if (found.isEmpty() && !commands.containsKey(word)) {
      throw unknown(commands);
    }
    if (commands.containsKey(word)) {
      commands.get(word).usage(terminal.out());
    }
    explain(found);
    return 0;
  }

  /** A word that several blocks share is explained once, one that they mean differently once for each. */
  private void explain(List<Word> words) {
    Map<String, List<Word>> meanings = new LinkedHashMap<>();
    words.forEach(w -> meanings.computeIfAbsent(w.description(), d -> new ArrayList<>()).add(w));
    int shown = 0;
    for (List<Word> same : meanings.values()) {
      if (shown++ > 0) {
        terminal.out().println();
      }
      explain(same.get(0), same.stream().map(w -> w.block() + " { }").collect(Collectors.joining(" and ")));
    }
  }

  private void explain(Word w, String blocks) {
    PrintStream out = terminal.out();
    out.println(w.name() + (w.block().isEmpty() ? "" : w.setting() ? ", a setting of " + blocks : ", a value in " + blocks));
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
    return e.help("commands: " + String.join(", ", commands.keySet()))
        .help("words: " + String.join(", ", Words.all().stream().map(Word::name).toList()));
  }
}
