package pva.analysis.generate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pva.code.Isolation;
import pva.stats.PassAtK;

/**
 * A finished phase 1.
 *
 * @param dataset the file written
 * @param rows solutions in it
 * @param resumed how many of them an earlier, interrupted run had finished
 * @param tokens generated in this run
 * @param seconds wall time by part
 * @param passAtK with one or more k
 * @param isolation in which the tests ran
 */
public record GenerationResult(Path dataset, int rows, int correct, int resumed, long tokens, Map<String, Double> seconds,
    List<PassAtK> passAtK, Isolation isolation) {
  public GenerationResult {
    passAtK = List.copyOf(passAtK);
  }

  /** What a reader wants to know, a line each. */
  public List<String> lines() {
    List<String> lines = new java.util.ArrayList<>();
    lines.add(String.format(Locale.ROOT, "%,d of %,d solutions correct (%.1f %%)", correct, rows, 100.0 * correct / rows));
    for (PassAtK p : passAtK) {
      lines.add(String.format(Locale.ROOT, "pass@%d of %,d problems: %.4f, 95 %% interval %.4f to %.4f",
          p.k(), p.problems(), p.value(), p.low(), p.high()));
    }
    lines.add("dataset: " + dataset);
    return lines;
  }
}
