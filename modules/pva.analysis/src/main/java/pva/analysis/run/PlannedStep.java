package pva.analysis.run;

import java.util.List;
import java.util.OptionalLong;

/**
 * One step as it would run.
 *
 * @param name fit, extract, encode, rates, score, detect, stability or draw
 * @param inputs what it reads, in words
 * @param key its content key; empty while an input is missing
 * @param cache {@code hit}, {@code miss}, or {@code unknown} while an input is missing
 * @param tokens estimated tokens through the model, where it uses one
 * @param bytes estimated bytes it leaves in the cache
 */
public record PlannedStep(String name, List<String> inputs, String key, String cache, OptionalLong tokens, OptionalLong bytes) {
  public PlannedStep {
    inputs = List.copyOf(inputs);
  }
}
