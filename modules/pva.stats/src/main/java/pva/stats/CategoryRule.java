package pva.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The success rate of a row's category among the rows that selected, drawn towards the rate of all by one row's worth;
 * a category never seen there has the rate of all.
 */
record CategoryRule(String name, Map<String, Double> rates, double overall) implements Rule, RowScores {

  static CategoryRule fit(String name, List<String> categories, SelectRows rows) {
    Map<String, double[]> counts = new HashMap<>();
    int[] at = rows.rows();
    boolean[] correct = rows.correct();
    double overall = (double) rows.positives() / rows.size();
    for (int i = 0; i < at.length; i++) {
      double[] count = counts.computeIfAbsent(categories.get(at[i]), c -> new double[2]);
      count[0] += correct[i] ? 1 : 0;
      count[1]++;
    }
    Map<String, Double> rates = new HashMap<>();
    counts.forEach((c, n) -> rates.put(c, (n[0] + overall) / (n[1] + 1)));
    return new CategoryRule(name, rates, overall);
  }

  @Override
  public String describe() {
    return "success rate of the " + name + ", " + rates.size() + " kinds known";
  }

  @Override
  public double[] scores(Inputs inputs, int[] rows) {
    List<String> categories = inputs.categories().get(name);
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = rates.getOrDefault(categories.get(rows[i]), overall);
    }
    return scores;
  }
}
