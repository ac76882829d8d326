package pva.sae;

/**
 * How the arrays are used: {@code pre = z · W_enc + b_enc}, an activation is {@code relu(pre)} where {@code pre > threshold},
 * strictly, and 0 elsewhere; without thresholds it is {@code relu(pre)}.
 *
 * @param normalisation what makes z of x
 * @param factor of {@link Normalisation#EXPECTED_AVERAGE_ONLY_IN}; 1 for all others
 * @param subtractsDecoderBias whether {@code b_dec} is taken from z before encoding, after the normalisation
 * @param restoresScale whether decoding undoes the normalisation of a single vector; transcoders do not
 */
public record Rule(Normalisation normalisation, double factor, boolean subtractsDecoderBias, boolean restoresScale) {
  /** JumpReLU as published for Gemma Scope: nothing subtracted, nothing normalised. */
  public static final Rule PLAIN = new Rule(Normalisation.NONE, 1, false, true);

  /** How the vector is scaled before encoding. */
  Normalisation.Scale before(float[] x, int at, int length) {
    return normalisation.of(x, at, length, factor);
  }

  /** How its reconstruction is scaled. */
  Normalisation.Scale after(float[] x, int at, int length) {
    // the constant factor belongs to the weights, as if folded into them, so decoding always undoes it
    boolean undone = restoresScale || normalisation == Normalisation.EXPECTED_AVERAGE_ONLY_IN;
    return undone ? before(x, at, length) : Normalisation.NONE.of(x, at, length, 1);
  }
}
