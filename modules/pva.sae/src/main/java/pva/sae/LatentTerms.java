package pva.sae;

import java.util.Arrays;

/**
 * The numbers of each latent beside its vectors, in the units of the stored weights: with {@code p = z · W_enc + bias}, a
 * latent is chosen by its score {@code p · scale}, has the value {@code p · gain + shift}, and adds
 * {@code value · decoderScale · row} to the reconstruction, which begins with {@code decoderBias}.
 *
 * <p>This is how files are read whose publisher folds norms or factors into the weights when loading: the weights stay where
 * they are mapped. Arrays are [dSae], but {@code decoderBias} [dOut]; null stands for ones, and in {@code shift} for zeros.
 *
 * @param threshold what the score must exceed; at or below 0 it does nothing, because a score must exceed 0 too
 */
public record LatentTerms(float[] bias, float[] threshold, float[] scale, float[] gain, float[] shift, float[] decoderScale,
    float[] decoderBias) {

  /** How the terms follow from the stored arrays; called once, when the dictionary is first used. */
  public interface Source {
    LatentTerms of(Weights weights);
  }

  /** The biases as stored: a latent fires above 0. */
  public static LatentTerms plain(Weights weights) {
    return new LatentTerms(weights.encoderBias(), new float[weights.dSae()], null, null, null, null, weights.decoderBias());
  }

  /** A latent fires above its own threshold, an array [dSae] or a single number. */
  public static Source above(String threshold) {
    return weights -> plain(weights).above(weights.file().vector(threshold));
  }

  /** With these thresholds, or with one for all. */
  public LatentTerms above(float... thresholds) {
    float[] each = thresholds.length == bias.length ? thresholds : filled(thresholds[0]);
    return new LatentTerms(bias, each, scale, gain, shift, decoderScale, decoderBias);
  }

  /** All values multiplied by {@code by}, the decoder divided by it: the same function in other units. */
  public LatentTerms inUnitsOf(double[] by) {
    float[] up = new float[by.length];
    float[] down = new float[by.length];
    for (int i = 0; i < by.length; i++) {
      up[i] = (float) by[i];
      down[i] = (float) (1 / by[i]);
    }
    return new LatentTerms(bias, threshold, up, up, shift, down, decoderBias);
  }

  public LatentTerms withBias(float[] other) {
    return new LatentTerms(other, threshold, scale, gain, shift, decoderScale, decoderBias);
  }

  public LatentTerms withScale(float[] other) {
    return new LatentTerms(bias, threshold, other, gain, shift, decoderScale, decoderBias);
  }

  /** The value follows from p on its own, whatever decides whether the latent fires. */
  public LatentTerms withValue(float[] otherGain, float[] otherShift) {
    return new LatentTerms(bias, threshold, scale, otherGain, otherShift, decoderScale, decoderBias);
  }

  public LatentTerms withDecoder(float[] otherScale, float[] otherBias) {
    return new LatentTerms(bias, threshold, scale, gain, shift, otherScale, otherBias);
  }

  /** {@code value} [dSae] */
  public float[] filled(double value) {
    float[] all = new float[bias.length];
    Arrays.fill(all, (float) value);
    return all;
  }

  /** Each number divided by {@code by}. */
  public static float[] divided(float[] numbers, double by) {
    float[] out = new float[numbers.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (numbers[i] / by);
    }
    return out;
  }

  /** Whether the score, the value and p are one number. */
  boolean direct() {
    return scale == null && gain == null && shift == null;
  }

  /** Whether every score rises with p. */
  boolean rises() {
    for (int i = 0; scale != null && i < scale.length; i++) {
      if (!(scale[i] > 0) || Float.isInfinite(scale[i])) {
        return false;
      }
    }
    return true;
  }

  double scale(int latent) {
    return scale == null ? 1 : scale[latent];
  }

  float score(int latent, float p) {
    return scale == null ? p : p * scale[latent];
  }

  float value(int latent, float p) {
    float scaled = gain == null ? p : p * gain[latent];
    return shift == null ? scaled : scaled + shift[latent];
  }

  double decoderScale(int latent) {
    return decoderScale == null ? 1 : decoderScale[latent];
  }
}
