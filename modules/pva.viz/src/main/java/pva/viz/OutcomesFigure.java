package pva.viz;

import java.util.List;
import java.util.Objects;

/**
 * What became of solutions.
 *
 * @param correct those that passed every test
 * @param errors the others by the first thing that went wrong
 * @param which which solutions these are, in words
 */
public record OutcomesFigure(int correct, List<Error> errors, String which) {
  public OutcomesFigure {
    errors = List.copyOf(errors);
    Objects.requireNonNull(which);
  }

  /** One kind of error and how many solutions made it. */
  public record Error(String kind, int count) {
  }

  int total() {
    return correct + errors.stream().mapToInt(Error::count).sum();
  }
}
