package pva.sae;

import pva.base.PvaException;

/**
 * A latent that fires by its own pre-activation alone, as plain numbers: {@code x · encoder + bias} is its activation where that is
 * above {@code threshold}, else 0. What its dictionary does to {@code x} before is in these numbers.
 *
 * @param encoder [dIn]
 * @param threshold 0 for a ReLU
 */
public record LinearLatent(float[] encoder, double bias, double threshold) {

  /**
   * Fails with PVA-SAE-044 where whether the latent fires depends on other latents (top-k), on the vector's own norm, or on another
   * number than its activation (gated).
   */
  static LinearLatent of(Dictionary dictionary, int latent) {
    Rule rule = dictionary.rule();
    LatentTerms terms = dictionary.terms();
    boolean constant = rule.normalisation() == Normalisation.NONE || rule.normalisation() == Normalisation.EXPECTED_AVERAGE_ONLY_IN;
    double gain = terms.value(latent, 1);
    double scale = terms.score(latent, 1);
    if (rule.selection().kind() != Selection.Kind.ALL || !constant || terms.shift() != null || !(gain > 0 && scale > 0)) {
      throw PvaException.failed("PVA-SAE-044", "latent " + latent + " of this dictionary (" + dictionary.info().architecture()
          + ") does not fire by its own pre-activation alone, so it has no threshold").at(dictionary.info().path())
          .help("take a dictionary whose latents fire each for itself, such as a JumpReLU");
    }
    float[] column = dictionary.weights().encoderOf(latent);
    double subtracted = 0;
    for (int i = 0; rule.subtractsDecoderBias() && i < column.length; i++) {
      subtracted += (double) terms.decoderBias()[i] * column[i];
    }
    for (int i = 0; i < column.length; i++) {
      column[i] = (float) (column[i] * rule.factor() * gain);
    }
    return new LinearLatent(column, gain * (terms.bias()[latent] - subtracted), gain * Math.max(0, terms.threshold()[latent]) / scale);
  }
}
