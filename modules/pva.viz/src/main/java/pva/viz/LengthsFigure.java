package pva.viz;

import java.util.Objects;

/**
 * How long solutions are, in tokens.
 *
 * @param correct lengths of those that passed every test
 * @param incorrect lengths of the others
 * @param limit how many tokens a solution might have
 * @param which which solutions these are, in words
 */
public record LengthsFigure(int[] correct, int[] incorrect, int limit, String which) {
  public LengthsFigure {
    correct = correct.clone();
    incorrect = incorrect.clone();
    Objects.requireNonNull(which);
    if (limit < 1) {
      throw new IllegalArgumentException("a limit of " + limit + " tokens");
    }
  }
}
