package pva.analysis.spec;

import pva.base.PvaException;

/**
 * What a direction is held against: many directions of which nothing is expected, never a single one.
 *
 * @param latents latents of the dictionary that are as often and as strongly active; 0 = none, for a study without a dictionary
 * @param random directions drawn at random
 * @param seed of the drawing
 */
public record ControlSpec(int latents, int random, long seed) {
  /** Fewer cannot show a p of 0.05. */
  public static final int LEAST = 20;

  public ControlSpec {
    if (latents != 0 && latents < LEAST || random != 0 && random < LEAST || latents + random == 0) {
      throw PvaException.usage("PVA-STEER-004", "controls are at least " + LEAST + " of a kind, but " + latents + " latents and " + random
          + " random directions were said").word("controls")
          .help("fewer cannot tell chance from effect: their smallest p is 1 / (1 + controls)");
    }
  }

  public int count() {
    return latents + random;
  }
}
