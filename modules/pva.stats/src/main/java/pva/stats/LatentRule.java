package pva.stats;

import java.util.List;
import java.util.OptionalInt;

import pva.tensor.SparseMatrix;

/** The activation of one latent, or its negative where it is lower on correct rows. */
record LatentRule(int layerRead, int latent, int sign) implements Rule, RowScores {

  @Override
  public String describe() {
    return "latent " + latent + " of layer " + layerRead + (sign > 0 ? ", higher" : ", lower") + " on correct rows";
  }

  @Override
  public OptionalInt layer() {
    return OptionalInt.of(layerRead);
  }

  @Override
  public List<Integer> latents() {
    return List.of(latent);
  }

  @Override
  public double[] scores(Inputs inputs, int[] rows) {
    SparseMatrix matrix = inputs.latents().get(layerRead);
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = sign * SparseRows.value(matrix, rows[i], latent);
    }
    return scores;
  }
}
