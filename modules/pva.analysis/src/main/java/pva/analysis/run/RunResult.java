package pva.analysis.run;

import java.nio.file.Path;
import java.util.List;
import pva.stats.ScoreSummary;

/**
 * A finished run.
 *
 * @param folder the run directory
 * @param seconds wall time
 * @param steps what each step did, in order
 * @param summary scores after the filter
 * @param verdict the report's plain words about the best latent
 * @param warnings what the reader should know before believing it
 */
public record RunResult(Path folder, double seconds, List<StepDone> steps, ScoreSummary summary, List<String> verdict,
    List<String> warnings) {
  public RunResult {
    steps = List.copyOf(steps);
    verdict = List.copyOf(verdict);
    warnings = List.copyOf(warnings);
  }

  /** One step: its content key, {@code hit} or {@code miss}, and wall time. */
  public record StepDone(String name, String key, String cache, double seconds) {
  }
}
