package pva.cli;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import pva.base.PvaException;
import pva.dsl.ErrorFrame;
import pva.dsl.ScriptException;
import pva.dsl.Suggestion;

/** {@code pva}: which latents of a language model tell correct code from incorrect code. */
@Command(
    name = "pva",
    description = "Which latents of a language model tell correct code from incorrect code.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Exit codes: 0 done, 1 the run failed, 2 the script or the usage is wrong, 130 interrupted.",
      "`pva help WORD` explains a command or a word of the script."})
public final class Main implements Runnable {
  @CommandLine.Option(names = {"-V", "--version"}, versionHelp = true, description = "print the version")
  boolean version;

  @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "print this help")
  boolean help;

  @CommandLine.Spec
  CommandLine.Model.CommandSpec spec;

  public static void main(String[] args) {
    System.exit(run(Terminal.standard(), args));
  }

  /** Runs one command line and gives its exit code; nothing is thrown. */
  static int run(Terminal terminal, String... args) {
    Commands commands = new Commands(terminal);
    CommandLine line = new CommandLine(new Main(), commands);
    commands.addTo(line, args);
    line.setOut(new java.io.PrintWriter(terminal.out(), true));
    line.setErr(new java.io.PrintWriter(terminal.err(), true));
    line.setUsageHelpAutoWidth(false);
    line.setParameterExceptionHandler((e, a) -> usage(terminal, e));
    line.setExecutionExceptionHandler((e, c, parsed) -> failure(terminal, e, c));
    return line.execute(args);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int usage(Terminal terminal, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^pva ", "").replaceFirst(" .*", "");
    PvaException problem = PvaException.usage("PVA-CLI-001", message(e));
    Optional<String> near = e instanceof UnmatchedArgumentException unmatched
        ? Suggestion.of(unmatched.getUnmatched().get(0), words(e.getCommandLine())) : Optional.empty();
    if (near.isPresent()) {
      problem = problem.help("did you mean `" + near.get() + "`?");
    }
    problem = problem.help(command.equals("pva") ? "pva help" : "pva help " + command);
    terminal.err().print(ErrorFrame.render(problem, Optional.empty()));
    return problem.exitCode();
  }

  private static int failure(Terminal terminal, Exception e, CommandLine command) {
    boolean trace = command.getCommandSpec().mixins().get("common") != null
        && ((Common) command.getCommandSpec().mixins().get("common").userObject()).stacktrace;
    int code;
    if (e instanceof ScriptException script) {
      terminal.err().print(ErrorFrame.render(script));
      code = 2;
    } else if (e instanceof FailedScript failed) {
      terminal.err().print(ErrorFrame.render(failed.problem(), Optional.of(failed.spec)));
      code = failed.problem().exitCode();
    } else if (e instanceof PvaException problem) {
      terminal.err().print(ErrorFrame.render(problem, Optional.empty()));
      code = problem.exitCode();
    } else {
      PvaException defect = PvaException.failed("PVA-CLI-009", "this is a defect in pva: " + e)
          .help("run again with --stacktrace and report what it prints");
      terminal.err().print(ErrorFrame.render(defect, Optional.empty()));
      code = 1;
    }
    if (trace) {
      e.printStackTrace(terminal.err());
    }
    return code;
  }

  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      boolean command = e.getCommandLine().getParent() == null && !first.startsWith("-");
      return "unknown " + (command ? "command" : first.startsWith("-") ? "option" : "argument") + " `" + first + "`";
    }
    return lowerFirst(e.getMessage());
  }

  /** What could have stood there: subcommands and options. */
  private static Set<String> words(CommandLine command) {
    Set<String> words = new TreeSet<>(command.getSubcommands().keySet());
    words.addAll(command.getCommandSpec().optionsMap().keySet());
    return words;
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
