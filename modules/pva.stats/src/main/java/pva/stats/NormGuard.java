package pva.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

import pva.tensor.Matrix;

/**
 * Rows whose activation is far larger than the others': attention sinks and the like, which dominate every mean they enter.
 *
 * @param median of the rows' norms
 * @param rows those with a norm above {@code factor} medians, ascending
 * @param norms their norms
 */
public record NormGuard(double median, double factor, int[] rows, double[] norms) {

  /** Of one row a text, or one a token. */
  public static NormGuard of(Matrix residuals, double factor) {
    int n = Math.toIntExact(residuals.rows());
    float[] row = new float[residuals.cols()];
    double[] norms = new double[n];
    for (int r = 0; r < n; r++) {
      residuals.read(r, 1, row, 0);
      double square = 0;
      for (float v : row) {
        square += (double) v * v;
      }
      norms[r] = Math.sqrt(square);
    }
    double[] ascending = norms.clone();
    Arrays.sort(ascending);
    double median = Bootstrap.quantile(ascending, 0.5);
    int[] high = IntStream.range(0, n).filter(r -> norms[r] > factor * median).toArray();
    return new NormGuard(median, factor, high, IntStream.of(high).mapToDouble(r -> norms[r]).toArray());
  }
}
