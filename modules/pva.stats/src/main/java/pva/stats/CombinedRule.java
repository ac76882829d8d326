package pva.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A logistic regression on numbers of a row, such as its lengths, with the score of a rule beside them where there is one. A latent is 0 on
 * most rows; taking from it what a length explains would put those rows in order of length, so it is held beside the lengths instead.
 *
 * @param weights one a number, then the rule's where there is one, then the offset
 */
record CombinedRule(Optional<Rule> inner, List<String> numbers, double[] weights) implements Rule, RowScores {
  /** As scikit-learn's default; the columns are standardised. */
  private static final double PENALTY = 1;

  static CombinedRule fit(Optional<Rule> inner, List<String> numbers, Inputs inputs, SelectRows select) {
    Standardised columns = Standardised.of(columns(inner, numbers, inputs, select.rows()));
    return new CombinedRule(inner, numbers, columns.raw(Logistic.fit(columns.x(), select.correct(), PENALTY)));
  }

  private static double[][] columns(Optional<Rule> inner, List<String> numbers, Inputs inputs, int[] rows) {
    double[][] x = new double[rows.length][numbers.size() + (inner.isPresent() ? 1 : 0)];
    for (int k = 0; k < numbers.size(); k++) {
      double[] values = inputs.numbers().get(numbers.get(k));
      for (int i = 0; i < rows.length; i++) {
        x[i][k] = values[rows[i]];
      }
    }
    if (inner.isPresent()) {
      double[] scores = ((RowScores) inner.get()).scores(inputs, rows);
      for (int i = 0; i < rows.length; i++) {
        x[i][numbers.size()] = scores[i];
      }
    }
    return x;
  }

  @Override
  public String describe() {
    return String.join(" and ", numbers) + inner.map(rule -> ", with " + rule.describe()).orElse("");
  }

  @Override
  public OptionalInt layer() {
    return inner.map(Rule::layer).orElse(OptionalInt.empty());
  }

  @Override
  public List<Integer> latents() {
    return inner.map(Rule::latents).orElse(List.of());
  }

  @Override
  public double[] scores(Inputs inputs, int[] rows) {
    double[][] x = columns(inner, numbers, inputs, rows);
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = weights[weights.length - 1];
      for (int k = 0; k < x[i].length; k++) {
        scores[i] += weights[k] * x[i][k];
      }
    }
    return scores;
  }
}
