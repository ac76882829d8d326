package pva.model;

import pva.base.PvaException;

/**
 * How the next token is chosen.
 *
 * <p>A number between 0 and 1 is drawn for every token, from the seed, the id of the prompt, the number of the sample and the
 * number of the token alone; so a text is drawn again as it was, whatever else runs beside it. Tokens of equal probability
 * stand in the order of their ids. Probabilities are computed in float64.
 *
 * @param temperature divides the logits; 0 = always the likeliest token, the lower id where two are alike
 * @param topP keeps the likeliest tokens that have this probability together, and those as likely as the last of them; 1 = all
 */
public record Sampling(double temperature, double topP, long seed) {
  /** Always the likeliest token. */
  public static final Sampling GREEDY = new Sampling(0, 1, 0);

  /** Fails with PVA-MODEL-022 where a number is out of range. */
  public Sampling {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw PvaException.usage("PVA-MODEL-022", "the temperature is " + temperature + ", not 0 or more").word("temperature");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw PvaException.usage("PVA-MODEL-022", "top-p is " + topP + ", not above 0 and at most 1").word("topP");
    }
  }

  boolean greedy() {
    return temperature == 0;
  }

  /** The number drawn for a token: 0 or more, below 1. */
  double draw(long prompt, int sample, int token) {
    long state = mixed(mixed(mixed(mixed(seed) + prompt) + sample) + token);
    return (state >>> 11) * 0x1p-53;
  }

  /** One step of SplitMix64 (Steele, Lea and Flood 2014), which spreads every bit over all. */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
