package pva.analysis.run;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import pva.stats.ScoreSummary;

/**
 * A finished run.
 *
 * @param folder the run directory
 * @param seconds wall time
 * @param steps what each step did, in order
 * @param summary scores after the filter; the latents of several layers are numbered through, layer by layer
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

  /**
   * One step: its content key, {@code hit} or {@code miss}, and wall time.
   *
   * @param layer where a run looks at several layers and the step at one of them; layers read in one pass share its time evenly
   */
  public record StepDone(String name, OptionalInt layer, String key, String cache, double seconds) {
  }
}
