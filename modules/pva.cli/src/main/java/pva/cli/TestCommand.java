package pva.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.code.Judge;
import pva.code.JudgeSettings;
import pva.code.TestedTable;
import pva.code.Verdict;
import pva.data.TableFiles;

@Command(name = "test", description = "Runs the tests of solutions in a sandbox and writes what they came to.")
final class TestCommand extends PvaCommand {
  @Option(names = "--data", required = true, paramLabel = "FILE",
      description = "solutions: .parquet or .jsonl with generated_code, test_list and perhaps prompt, test_setup_code")
  Path data;

  @Option(names = "--out", required = true, paramLabel = "FILE",
      description = "gets the same rows with is_correct, passed_tests, total_tests, error_type; .parquet, .jsonl or .csv")
  Path out;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "5",
      description = "processor time of one solution with all its tests, twice as much by the clock; default ${DEFAULT-VALUE}")
  double timeout;

  TestCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Clock clock = new Clock();
    JudgeSettings settings = JudgeSettings.of(timeout);
    TestedTable rows = TestedTable.open(data);
    clock.lap("load");
    List<Verdict> verdicts;
    try (Judge judge = Judge.open(settings)) {
      terminal.progress().note("isolation: " + judge.isolation().says());
      verdicts = rows.run(judge, terminal.progress());
    }
    clock.lap("test");
    TableFiles.write(rows.with(verdicts), out);
    clock.lap("write");
    long correct = verdicts.stream().filter(Verdict::correct).count();
    terminal.err().println(String.format(Locale.ROOT, "%,d of %,d correct (%.1f %%)", correct, rows.rows(), 100.0 * correct / rows.rows()));
    return done(new Figures(rows.rows(), 0, clock.seconds()));
  }
}
