package pva.sae.format;

import pva.sae.LatentTerms;
import pva.sae.Weights;

/** Gated dictionaries (Rajamanoharan et al. 2024): one product decides by one bias, and gives the value by a gain and another bias. */
final class Gates {
  private Gates() {
  }

  /** With {@code p = x · W_enc + b_gate}: fires where p > 0, and has the value {@code (p − b_gate) · exp(r_mag) + b_mag}. */
  static LatentTerms terms(Weights weights, String magnitude, String magnitudeBias) {
    LatentTerms gate = LatentTerms.plain(weights);
    float[] gain = weights.file().vector(magnitude);
    float[] shift = weights.file().vector(magnitudeBias);
    for (int i = 0; i < gain.length; i++) {
      double exp = Math.exp(gain[i]);
      gain[i] = (float) exp;
      shift[i] = (float) (shift[i] - gate.bias()[i] * exp);
    }
    return gate.withValue(gain, shift);
  }
}
