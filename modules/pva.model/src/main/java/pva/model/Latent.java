package pva.model;

/**
 * One latent of a sparse dictionary, as plain numbers. For a stream {@code x} its pre-activation is {@code x · encoder + bias},
 * and its activation is the same where that is above {@code threshold}, else 0.
 *
 * <p>Whatever a dictionary does to its input before (a factor, a mean that it takes off) must be in these numbers.
 * <b>Limitation:</b> a latent that fires only where it is among the k largest has no such threshold.
 *
 * @param encoder its column of the encoder, [width]
 * @param threshold 0 for a ReLU
 * @param decoder its row of the decoder, [width]: what one unit of activation adds to the stream
 */
public record Latent(float[] encoder, double bias, double threshold, float[] decoder) {
  public Latent {
    encoder = Edit.checked("encoder", encoder);
    decoder = Edit.checked("decoder", decoder);
    if (encoder.length != decoder.length) {
      throw new IllegalArgumentException("an encoder of " + encoder.length + " numbers and a decoder of " + decoder.length);
    }
    if (!Double.isFinite(bias) || !(threshold >= 0)) {
      throw new IllegalArgumentException("bias " + bias + ", threshold " + threshold);
    }
  }
}
