package pva.stats;

/** A number a row, such as the length of the prompt, or its negative where it is lower on correct rows. */
record NumberRule(String name, int sign) implements Rule, RowScores {

  @Override
  public String describe() {
    return name + (sign > 0 ? ", higher" : ", lower") + " on correct rows";
  }

  @Override
  public double[] scores(Inputs inputs, int[] rows) {
    double[] values = inputs.numbers().get(name);
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = sign * values[rows[i]];
    }
    return scores;
  }
}
