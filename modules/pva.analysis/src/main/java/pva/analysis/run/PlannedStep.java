package pva.analysis.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pva.model.StoreSaving;

/**
 * One step as it would run.
 *
 * @param name fit, extract, encode, rates, score, detect, stability or draw
 * @param inputs what it reads, in words
 * @param key its content key; empty while an input is missing, and where each layer has its own
 * @param cache {@code hit}, {@code miss}, {@code partly} where only some layers are there, or {@code unknown} while an input is missing
 * @param tokens estimated tokens through the model, where it uses one; exact where the store tells
 * @param bytes estimated bytes it leaves in the cache
 * @param layers the layers it looks at one by one, where a run looks at several
 * @param store what the activation store saves; empty where it has nothing, or nothing has to be read
 */
public record PlannedStep(String name, List<String> inputs, String key, String cache, OptionalLong tokens, OptionalLong bytes,
    List<OfLayer> layers, Optional<StoreSaving> store) {
  public PlannedStep {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
  }

  public PlannedStep(String name, List<String> inputs, String key, String cache, OptionalLong tokens, OptionalLong bytes) {
    this(name, inputs, key, cache, tokens, bytes, List.of(), Optional.empty());
  }

  /** The step at one of several layers. */
  public record OfLayer(int layer, String key, String cache) {
  }
}
