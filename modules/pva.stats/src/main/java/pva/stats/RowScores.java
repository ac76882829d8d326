package pva.stats;

/** The scores of a rule; not public, because a score of a row that selected must not be reported. */
interface RowScores {

  /** One score for each of the given dataset rows. */
  double[] scores(Inputs inputs, int[] rows);
}
