package pva.code;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A programming problem.
 *
 * @param taskId as the file has it; a number as its digits
 * @param text what is asked for, in words
 * @param code a solution that is known to be right, where the file has one
 * @param tests Python statements, each one test
 * @param setup Python that the tests need; empty where they need none
 * @param header the beginning of the program where the problem gives one, as HumanEval does
 */
public record Problem(String taskId, String text, Optional<String> code, List<String> tests, String setup, Optional<String> header) {
  private static final Pattern CALL = Pattern.compile("\\b([A-Za-z_]\\w*)\\s*\\(");
  private static final Pattern DEFINED = Pattern.compile("(?m)^(?:async )?def +(\\w+)");
  /** What stands around the function under test. */
  private static final Set<String> AROUND = Set.of("abs", "all", "any", "assert", "bool", "check", "Counter", "dict", "float", "frozenset",
      "int", "isclose", "isinstance", "len", "list", "max", "min", "next", "not", "repr", "round", "set", "sorted", "str",
      "sum", "tuple", "type");

  public Problem {
    Objects.requireNonNull(taskId);
    Objects.requireNonNull(text);
    tests = List.copyOf(tests);
    Objects.requireNonNull(setup);
  }

  /** The name of the function that is asked for: of the header, else of the first call in the tests that is not one of Python's own. */
  public String function() {
    Optional<Matcher> defined = header.map(DEFINED::matcher);
    if (defined.isPresent()) {
      String last = "";
      while (defined.get().find()) {
        last = defined.get().group(1);
      }
      return last;
    }
    String first = "";
    for (String test : tests) {
      Matcher call = CALL.matcher(test);
      while (call.find()) {
        if (!AROUND.contains(call.group(1))) {
          return call.group(1);
        }
        first = first.isEmpty() ? call.group(1) : first;
      }
    }
    return first;
  }

  /** A program of this problem with its tests; {@code prompt} and {@code answer} are joined as {@link ProgramText} says. */
  public Solution solution(String prompt, String answer) {
    return new Solution(ProgramText.of(prompt, answer), tests, setup);
  }
}
