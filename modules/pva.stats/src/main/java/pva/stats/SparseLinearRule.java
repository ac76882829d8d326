package pva.stats;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import pva.tensor.SparseMatrix;

/** A weighted sum of a few latents of a layer. */
record SparseLinearRule(int layerRead, int[] chosen, double[] weights, double offset) implements Rule, RowScores {

  @Override
  public String describe() {
    return "probe on " + chosen.length + (chosen.length == 1 ? " latent" : " latents") + " of layer " + layerRead;
  }

  @Override
  public OptionalInt layer() {
    return OptionalInt.of(layerRead);
  }

  @Override
  public List<Integer> latents() {
    return Arrays.stream(chosen).boxed().toList();
  }

  @Override
  public double[] scores(Inputs inputs, int[] rows) {
    SparseMatrix matrix = inputs.latents().get(layerRead);
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = offset;
      for (int k = 0; k < chosen.length; k++) {
        scores[i] += weights[k] * SparseRows.value(matrix, rows[i], chosen[k]);
      }
    }
    return scores;
  }
}
