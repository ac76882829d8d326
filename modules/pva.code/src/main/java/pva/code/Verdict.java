package pva.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tests of one solution came to.
 *
 * @param errors one entry a test, in order: empty = passed, else the name of the Python exception that ended it
 *     ({@code AssertionError}, {@code NameError}, ...); or what ended the program before the test was through: {@code Timeout}
 *     (out of time), {@code Exit} (it ended itself or hung up), {@code Killed} (by a signal), {@code Forbidden} (it called what no
 *     solution needs: new processes, signals to others, mounts)
 */
public record Verdict(List<Optional<String>> errors) {
  public Verdict {
    errors = List.copyOf(errors);
  }

  /** {@code outcomes} are those of the first tests, null = passed; {@code reason} is why there are no more, null where there are all. */
  static Verdict of(List<String> outcomes, String reason, int tests) {
    List<Optional<String>> errors = new ArrayList<>();
    for (int i = 0; i < tests; i++) {
      errors.add(i < outcomes.size() ? Optional.ofNullable(outcomes.get(i)) : Optional.of(reason == null ? "Exit" : reason));
    }
    return new Verdict(errors);
  }

  public int total() {
    return errors.size();
  }

  public int passed() {
    return (int) errors.stream().filter(Optional::isEmpty).count();
  }

  /** Every test passed. */
  public boolean correct() {
    return passed() == total();
  }

  /** Of the first test that failed; empty where all passed. */
  public Optional<String> errorType() {
    return errors.stream().filter(Optional::isPresent).findFirst().orElse(Optional.empty());
  }
}
