package pva.stats;

/**
 * How many rows are correct, and what can be had from that alone: the figures to hold against every F1 and average
 * precision.
 */
public record Prevalence(int correct, int incorrect) {

  /** Fails with PVA-STAT-001 where all rows are of one kind. */
  public static Prevalence of(boolean[] correct) {
    Labels labels = Labels.of(correct);
    return new Prevalence(labels.positives(), labels.negatives());
  }

  /** Share of correct rows: the average precision of a score that says nothing. */
  public double share() {
    return (double) correct / (correct + incorrect);
  }

  /** F1 of calling every row correct. */
  public double allPositiveF1() {
    return 2 * share() / (1 + share());
  }
}
