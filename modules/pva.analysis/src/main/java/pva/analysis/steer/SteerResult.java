package pva.analysis.steer;

import java.nio.file.Path;
import java.util.List;
import pva.analysis.run.RunResult;

/**
 * A finished steering study.
 *
 * @param folder the run directory
 * @param verdict the report's plain words, against controls
 * @param warnings what the reader should know before believing it
 */
public record SteerResult(Path folder, double seconds, List<RunResult.StepDone> steps, List<String> verdict, List<String> warnings) {
  public SteerResult {
    steps = List.copyOf(steps);
    verdict = List.copyOf(verdict);
    warnings = List.copyOf(warnings);
  }
}
