package pva.stats;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import pva.tensor.Matrix;

/** A direction in the residual stream of a layer, and an offset: {@code w · x + b}. */
record LinearRule(String kind, int layerRead, double[] weights, double offset) implements Rule, RowScores {

  @Override
  public String describe() {
    return kind + " on the residuals of layer " + layerRead;
  }

  @Override
  public OptionalInt layer() {
    return OptionalInt.of(layerRead);
  }

  @Override
  public Optional<double[]> direction() {
    return Optional.of(weights.clone());
  }

  @Override
  public OptionalDouble intercept() {
    return OptionalDouble.of(offset);
  }

  @Override
  public double[] scores(Inputs inputs, int[] rows) {
    Matrix matrix = inputs.residuals().get(layerRead);
    float[] row = new float[matrix.cols()];
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      matrix.read(rows[i], 1, row, 0);
      double sum = offset;
      for (int j = 0; j < row.length; j++) {
        sum += weights[j] * row[j];
      }
      scores[i] = sum;
    }
    return scores;
  }
}
