package pva.analysis.generate;

import java.nio.file.Path;
import java.util.List;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.code.Judge;
import pva.code.JudgeSettings;
import pva.data.TableFiles;

/** The step that generates and judges: a table of solutions, and what judged them. */
final class GenerateStep {
  static final int VERSION = 2;
  static final String TABLE = "solutions.parquet";
  static final String JUDGED = "judged.json";

  private GenerateStep() {
  }

  /** @param partial gets the journal, from which a killed run goes on */
  static void compute(GenerationInputs inputs, String key, Path folder, Path partial, Progress progress) {
    List<Task> tasks = inputs.tasks();
    try (GenerationJournal journal = new GenerationJournal(partial, key); Judge judge = judge(inputs, progress)) {
      TableFiles.write(GeneratedTable.of(tasks, new Solving(inputs, tasks, progress).run(journal, judge), inputs.spec()),
          folder.resolve(TABLE));
      Json.write(folder.resolve(JUDGED), Judged.by(judge).values());
    }
  }

  /** Opened, and its isolation said. */
  static Judge judge(GenerationInputs inputs, Progress progress) {
    Judge judge = Judge.open(JudgeSettings.of(inputs.spec().timeout()));
    progress.note("isolation of the tests: " + judge.isolation().says());
    return judge;
  }
}
