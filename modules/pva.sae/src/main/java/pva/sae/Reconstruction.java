package pva.sae;

import java.util.stream.IntStream;
import pva.base.PvaException;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * Vectors rebuilt from latents, {@code acts · W_dec + b_dec} with the normalisation undone, computed as rows are read.
 *
 * <p>Only the decoder's rows of active latents are touched: a few dozen of tens of thousands. Sums are in float64.
 */
final class Reconstruction implements Matrix {
  private final Decoder decoder;
  private final SparseMatrix latents;
  private final Matrix x;

  Reconstruction(Decoder decoder, SparseMatrix latents, Matrix x) {
    if (latents.rows() != x.rows()) {
      throw new IllegalArgumentException(latents.rows() + " rows of latents for " + x.rows() + " vectors");
    }
    this.decoder = decoder;
    this.latents = latents;
    this.x = x;
  }

  @Override
  public long rows() {
    return latents.rows();
  }

  @Override
  public int cols() {
    return decoder.weights.cols();
  }

  @Override
  public void read(long fromRow, int rows, float[] into, int at) {
    // each row's sum has one order, so threads do not change it
    IntStream.range(0, rows).parallel().forEach(i -> row(Math.toIntExact(fromRow + i), into, at + i * cols()));
  }

  private void row(int row, float[] into, int at) {
    double[] sum = new double[cols()];
    float[] direction = new float[cols()];
    for (int k = (int) latents.indptr()[row]; k < latents.indptr()[row + 1]; k++) {
      decoder.weights.read(latents.indices()[k], 1, direction, 0);
      double value = latents.values()[k] * decoder.terms.decoderScale(latents.indices()[k]);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += value * direction[i];
      }
    }
    float[] input = new float[x.cols()];
    x.read(row, 1, input, 0);
    Normalisation.Scale scale = decoder.dictionary.rule().after(input, 0, input.length);
    for (int i = 0; i < sum.length; i++) {
      double y = (sum[i] + decoder.terms.decoderBias()[i]) * scale.out() + scale.shift() + decoder.skip(i, input);
      if (!Double.isFinite(y)) {
        throw notFinite(row);
      }
      into[at + i] = (float) y;
    }
  }

  private PvaException notFinite(int row) {
    decoder.dictionary.checkWeights();
    return PvaException.failed("PVA-SAE-012", "the reconstruction of row " + row + " is not finite").at(decoder.dictionary.info().path());
  }

  /** What all reconstructions of a dictionary share. */
  static final class Decoder {
    private final Dictionary dictionary;
    private final Matrix weights;
    private final LatentTerms terms;
    private final float[] skip;

    Decoder(Dictionary dictionary) {
      this.dictionary = dictionary;
      this.weights = dictionary.weights().decoder();
      this.terms = dictionary.terms();
      this.skip = dictionary.weights().skip().map(Decoder::all).orElse(null);
    }

    private static float[] all(Matrix m) {
      float[] values = new float[Math.multiplyExact(Math.toIntExact(m.rows()), m.cols())];
      m.read(0, (int) m.rows(), values, 0);
      return values;
    }

    private double skip(int out, float[] input) {
      double sum = 0;
      if (skip != null) {
        for (int i = 0; i < input.length; i++) {
          sum += (double) skip[out * input.length + i] * input[i];
        }
      }
      return sum;
    }
  }
}
