package pva.analysis.spec;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import pva.base.PvaException;

/**
 * Which tests a script asks for.
 *
 * @param tests those shown in the table of latents
 * @param permutations how often max-T deals the labels anew, whole tasks together; 0 = as often as the default has it
 */
public record TestSpec(Set<RowTest> tests, int permutations) {
  /** Relabelings where the script names no number. */
  public static final int PERMUTATIONS = 1000;

  public TestSpec {
    tests = tests.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(tests));
    if (permutations < 0) {
      throw PvaException.usage("PVA-RUN-062", "labels are dealt anew at least once, not " + permutations + " times").word("test");
    }
  }

  /** Every test, and the default number of relabelings. */
  public static TestSpec all() {
    return new TestSpec(EnumSet.allOf(RowTest.class), PERMUTATIONS);
  }

  /** Both together; the larger number of relabelings. */
  public TestSpec and(TestSpec other) {
    Set<RowTest> both = EnumSet.noneOf(RowTest.class);
    both.addAll(tests);
    both.addAll(other.tests);
    return new TestSpec(both, Math.max(permutations, other.permutations));
  }
}
