package pva.analysis.generate;

import java.nio.file.Path;
import java.util.List;
import pva.analysis.run.RunResult;

/**
 * A finished run of a script with a {@code generate { }} block.
 *
 * @param folder the run directory
 * @param dataset the file of solutions in it
 * @param verdict the report's plain words
 * @param warnings what the reader should know before using the dataset
 */
public record GenerationRunResult(Path folder, Path dataset, double seconds, List<RunResult.StepDone> steps, List<String> verdict,
    List<String> warnings) {
  public GenerationRunResult {
    steps = List.copyOf(steps);
    verdict = List.copyOf(verdict);
    warnings = List.copyOf(warnings);
  }
}
