package pva.model;

/**
 * When an intervention happens: where {@code x · direction + bias} is above {@code threshold}, x being the values at a hook.
 *
 * @param eachToken whether every token is asked for itself; else the last token of the prompt is asked, once for the text
 */
public record Gate(Hook hook, float[] direction, double bias, double threshold, boolean eachToken) {
  public Gate {
    direction = Edit.checked("direction", direction);
    if (!Double.isFinite(bias) || !Double.isFinite(threshold)) {
      throw new IllegalArgumentException("bias " + bias + ", threshold " + threshold);
    }
  }

  /** Where a probe gives more than {@code threshold}: its weights and bias. */
  public static Gate probe(Hook hook, float[] weights, double bias, double threshold, boolean eachToken) {
    return new Gate(hook, weights, bias, threshold, eachToken);
  }

  /** Where the activation of a latent is above {@code activation}, 0 or more. */
  public static Gate latent(Hook hook, Latent latent, double activation, boolean eachToken) {
    if (!(activation >= 0)) {
      throw new IllegalArgumentException("activation " + activation);
    }
    return new Gate(hook, latent.encoder(), latent.bias(), Math.max(activation, latent.threshold()), eachToken);
  }
}
