package pva.stats;

import java.util.OptionalInt;

import pva.tensor.Matrix;

/** One latent of a random dictionary: {@code w · x + b} where that is above the threshold, else 0; signed as {@link LatentRule}. */
record RandomLatentRule(int layerRead, double[] weights, double offset, double threshold, int sign) implements Rule, RowScores {

  @Override
  public String describe() {
    return "latent of a random dictionary of layer " + layerRead;
  }

  @Override
  public OptionalInt layer() {
    return OptionalInt.of(layerRead);
  }

  @Override
  public double[] scores(Inputs inputs, int[] rows) {
    Matrix matrix = inputs.residuals().get(layerRead);
    float[] row = new float[matrix.cols()];
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      matrix.read(rows[i], 1, row, 0);
      double pre = offset;
      for (int j = 0; j < row.length; j++) {
        pre += weights[j] * row[j];
      }
      scores[i] = pre > threshold ? sign * pre : 0;
    }
    return scores;
  }
}
