package pva.model;

import java.util.Set;
import pva.base.PvaException;

/**
 * How texts are generated.
 *
 * @param maxNewTokens a text ends after so many
 * @param samples texts for each prompt
 * @param endTokens ids that end a text: {@link Tokenizer#endTokens}; none = only the rest ends it
 * @param stop asked after every token
 * @param hooks read at the last token of each prompt
 * @param slots texts that run side by side
 */
public record GenerationSettings(
    int maxNewTokens, Sampling sampling, int samples, Set<Integer> endTokens, StopRule stop, Set<Hook> hooks, int slots) {
  /** Texts side by side where nobody says: twice as many take almost twice as long on a CPU. */
  public static final int SLOTS = 16;

  /** Fails with PVA-MODEL-022 where a number is out of range. */
  public GenerationSettings {
    atLeastOne("maxNewTokens", maxNewTokens);
    atLeastOne("samples", samples);
    atLeastOne("slots", slots);
    endTokens = Set.copyOf(endTokens);
    hooks = Set.copyOf(hooks);
  }

  /** One text for each prompt, always the likeliest token. */
  public static GenerationSettings greedy(int maxNewTokens, Set<Integer> endTokens) {
    return new GenerationSettings(maxNewTokens, Sampling.GREEDY, 1, endTokens, StopRule.NONE, Set.of(), SLOTS);
  }

  public GenerationSettings sampled(Sampling how, int count) {
    return new GenerationSettings(maxNewTokens, how, count, endTokens, stop, hooks, slots);
  }

  public GenerationSettings until(StopRule rule) {
    return new GenerationSettings(maxNewTokens, sampling, samples, endTokens, rule, hooks, slots);
  }

  public GenerationSettings reading(Set<Hook> which) {
    return new GenerationSettings(maxNewTokens, sampling, samples, endTokens, stop, which, slots);
  }

  public GenerationSettings beside(int texts) {
    return new GenerationSettings(maxNewTokens, sampling, samples, endTokens, stop, hooks, texts);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw PvaException.usage("PVA-MODEL-022", name + " is " + value + ", not 1 or more").word(name);
    }
  }
}
