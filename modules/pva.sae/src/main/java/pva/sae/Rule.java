package pva.sae;

/**
 * How the arrays are used. Without more, {@code pre = z · W_enc + b_enc} and an activation is {@code relu(pre)};
 * {@link LatentTerms} and {@link Selection} say what differs.
 *
 * @param normalisation what makes z of x
 * @param factor of {@link Normalisation#EXPECTED_AVERAGE_ONLY_IN}; 1 for all others
 * @param subtractsDecoderBias whether {@code b_dec} is taken from z before encoding, after the normalisation
 * @param restoresScale whether decoding undoes the normalisation of a single vector; transcoders do not
 * @param terms the numbers of each latent, made of the stored arrays
 * @param selection which latents may fire
 */
public record Rule(Normalisation normalisation, double factor, boolean subtractsDecoderBias, boolean restoresScale,
    LatentTerms.Source terms, Selection selection) {
  /** {@code relu(x · W_enc + b_enc)}: nothing subtracted, nothing normalised. */
  public static final Rule RELU = new Rule(Normalisation.NONE, 1, false, true, LatentTerms::plain, Selection.ALL);

  /** JumpReLU as published for Gemma Scope: {@code relu(pre)} where {@code pre > threshold}, strictly, and 0 elsewhere. */
  public static final Rule JUMP_RELU = RELU.with(LatentTerms.above("threshold"));

  public Rule with(LatentTerms.Source other) {
    return new Rule(normalisation, factor, subtractsDecoderBias, restoresScale, other, selection);
  }

  public Rule with(Selection other) {
    return new Rule(normalisation, factor, subtractsDecoderBias, restoresScale, terms, other);
  }

  /** @param byFactor of {@link Normalisation#EXPECTED_AVERAGE_ONLY_IN}; 1 for all others */
  public Rule normalising(Normalisation other, double byFactor) {
    return new Rule(other, byFactor, subtractsDecoderBias, restoresScale, terms, selection);
  }

  public Rule subtractingDecoderBias(boolean subtracts) {
    return new Rule(normalisation, factor, subtracts, restoresScale, terms, selection);
  }

  public Rule restoringScale(boolean restores) {
    return new Rule(normalisation, factor, subtractsDecoderBias, restores, terms, selection);
  }

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
