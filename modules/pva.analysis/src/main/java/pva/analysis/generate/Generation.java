package pva.analysis.generate;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.analysis.run.Cache;
import pva.analysis.run.Plan;
import pva.analysis.run.RunOptions;
import pva.analysis.spec.GenerationSpec;
import pva.base.Progress;
import pva.code.Judge;
import pva.data.Hub;
import pva.data.Table;
import pva.data.TableFiles;

/** Phase 1: a model writes solutions, tests judge them, and a dataset holds both. */
public final class Generation {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long lap = System.nanoTime();

  private Generation() {
  }

  /**
   * Writes {@code dataset_MODEL_TIME.parquet} into the folder, which also keeps what an interrupted run has finished.
   *
   * <p>Fails with PVA-GEN-001 to -009, with PVA-CODE-001 to -011 for problems, prompts and Python, and as the model does.
   */
  public static GenerationResult run(GenerationSpec spec, Path out, Progress progress) {
    return new Generation().write(GenerationInputs.complete(spec, Hub.standard(), progress), out, progress);
  }

  /**
   * Runs a script: its run directory gets the dataset, figures, report and record; what an interrupted run has finished is kept in the
   * cache. Fails as the other does; a run that fails after its inputs were found leaves a record that says so.
   */
  public static GenerationRunResult run(GenerationSpec spec, RunOptions options, Progress progress) {
    return new GenerationRun(spec, options, progress).run();
  }

  /** What a run would do: steps, keys, hits, and what is missing. Loads no model and asks nothing of the network. */
  public static Plan plan(GenerationSpec spec, RunOptions options) {
    GenerationSpec asked = options.device().map(spec::on).orElse(spec);
    return GenerationPlanning.plan(asked, Hub.standard(), Cache.standard());
  }

  /** {@code dataset_MODEL_TIME.parquet}. */
  static String name(GenerationInputs inputs, Instant time) {
    return "dataset_" + inputs.model().id() + "_" + TIME.format(time) + ".parquet";
  }

  private GenerationResult write(GenerationInputs inputs, Path out, Progress progress) {
    List<Task> tasks = inputs.tasks();
    String key = GenerationKeys.of(inputs, Cache.standard()).generate();
    try (GenerationJournal journal = new GenerationJournal(out, key); Judge judge = GenerateStep.judge(inputs, progress)) {
      int resumed = journal.groups().values().stream().mapToInt(List::size).sum();
      lap("load");
      Solving solving = new Solving(inputs, tasks, progress);
      Table table = GeneratedTable.of(tasks, solving.run(journal, judge), inputs.spec());
      lap("generate");
      Path dataset = out.resolve(name(inputs, Instant.now()));
      TableFiles.write(table, dataset);
      journal.delete();
      lap("write");
      Solutions solutions = Solutions.of(table);
      return new GenerationResult(dataset, table.rows(), solutions.correct(), resumed, solving.tokens(), seconds, solutions.passAtK(),
          judge.isolation());
    }
  }

  private void lap(String part) {
    long now = System.nanoTime();
    seconds.put(part, (now - lap) / 1e9);
    lap = now;
  }
}
