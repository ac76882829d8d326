package pva.code;

import java.util.List;

/**
 * A program and the tests that judge it.
 *
 * @param sources the program; where there are several readings of it, the first that is Python holds
 * @param tests Python statements, each one test, such as {@code assert f(2) == 4}
 * @param setup Python that runs before the tests, after the program; its imports and classes are there for the program too
 */
public record Solution(List<String> sources, List<String> tests, String setup) {
  public Solution {
    sources = List.copyOf(sources);
    tests = List.copyOf(tests);
    if (sources.isEmpty() || tests.isEmpty()) {
      throw new IllegalArgumentException("a solution has a program and at least one test");
    }
  }
}
