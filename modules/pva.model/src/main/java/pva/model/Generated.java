package pva.model;

import java.util.Map;

/**
 * How a model went on from a prompt.
 *
 * @param sample number of the sample, from 0
 * @param tokens what was generated, without the end token
 * @param text the same as text, special tokens left out, cut where the stop rule said
 * @param ending why it ends
 * @param activations the values of the last prompt token at each hook asked for, [width]
 */
public record Generated(Prompt prompt, int sample, int[] tokens, String text, Ending ending, Map<Hook, float[]> activations) {
  /** Why a text ends. */
  public enum Ending {
    /** The model gave an end token. */
    END_TOKEN,
    /** The stop rule. */
    RULE,
    /** As many tokens as were asked for, or as the model has positions. */
    LENGTH
  }

  public Generated {
    activations = Map.copyOf(activations);
  }
}
