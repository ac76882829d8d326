package pva.stats;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A rule's score less what numbers such as the prompt's length explain of it on the rows that selected.
 *
 * @param coefficients one a number
 */
record AdjustedRule(Rule inner, List<String> numbers, double[] coefficients) implements Rule, RowScores {

  /** Least squares of the inner scores on the numbers and an offset, over the select rows. */
  static AdjustedRule fit(Rule inner, List<String> numbers, Inputs inputs, SelectRows select) {
    double[] scores = ((RowScores) inner).scores(inputs, select.rows());
    return new AdjustedRule(inner, numbers, Covariates.of(inputs, numbers, select.rows()).coefficients(scores));
  }

  @Override
  public String describe() {
    return inner.describe() + ", less what " + String.join(" and ", numbers) + " explains";
  }

  @Override
  public OptionalInt layer() {
    return inner.layer();
  }

  @Override
  public List<Integer> latents() {
    return inner.latents();
  }

  @Override
  public double[] scores(Inputs inputs, int[] rows) {
    double[] scores = ((RowScores) inner).scores(inputs, rows);
    for (int k = 0; k < coefficients.length; k++) {
      double[] values = inputs.numbers().get(numbers.get(k));
      double coefficient = coefficients[k];
      Arrays.setAll(scores, i -> scores[i] - coefficient * values[rows[i]]);
    }
    return scores;
  }
}
