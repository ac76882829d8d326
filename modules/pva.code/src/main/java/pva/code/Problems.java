package pva.code;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.data.Fields;

/**
 * Reads problems from JSON lines or Parquet. Three forms are known by their columns:
 *
 * <ul>
 * <li>MBPP and own problems: {@code task_id, text, test_list}, perhaps {@code code, test_setup_code};
 * <li>sanitized MBPP: the same with {@code prompt} for the text and {@code test_imports}, a list of lines;
 * <li>HumanEval: {@code task_id, prompt, entry_point, test}, perhaps {@code canonical_solution}; its one test is {@code test} and a
 * call of {@code check}.
 * </ul>
 */
public final class Problems {
  private static final Pattern DEFINED = Pattern.compile("(?m)^def ");

  private Problems() {
  }

  /**
   * The problems in file order, at least one.
   *
   * @throws PvaException PVA-CODE-004 where the columns are of none of the forms, PVA-CODE-005 for a problem without tests, PVA-CODE-007
   *     for a task_id that repeats; else as {@link pva.data.Datasets#open(Path)}
   */
  public static List<Problem> open(Path file) {
    List<String> columns = Fields.columns(file);
    List<Problem> problems = new ArrayList<>();
    try {
      if (columns.contains("entry_point") && columns.contains("test")) {
        Fields.open(file, Set.of("task_id", "prompt", "entry_point", "test"), Set.of("canonical_solution"))
            .forEach(row -> problems.add(humanEval(row)));
      } else if (columns.contains("test_list")) {
        String text = columns.contains("text") ? "text" : "prompt";
        Fields.open(file, Set.of("task_id", text, "test_list"), Set.of("code", "test_setup_code", "test_imports"))
            .forEach(row -> problems.add(listed(row, text)));
      } else {
        throw PvaException.failed("PVA-CODE-004", "these are no problems: the columns are " + String.join(", ", columns))
            .help("a problem has task_id, text and test_list, or, as HumanEval has them, task_id, prompt, entry_point and test");
      }
      return checked(problems);
    } catch (PvaException e) {
      throw e.at(file);
    }
  }

  private static List<Problem> checked(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw PvaException.failed("PVA-DATA-002", "no rows in the file");
    }
    Set<String> seen = new HashSet<>();
    for (Problem problem : problems) {
      if (problem.tests().isEmpty()) {
        throw PvaException.failed("PVA-CODE-005", "problem " + problem.taskId() + " has no test");
      }
      if (!seen.add(problem.taskId())) {
        throw PvaException.failed("PVA-CODE-007", "the task_id " + problem.taskId() + " stands there twice").help("give each problem its own");
      }
    }
    return problems;
  }

  private static Problem listed(Fields row, String text) {
    List<String> setup = new ArrayList<>(row.has("test_imports") ? row.texts("test_imports") : List.of());
    row.optionalText("test_setup_code").filter(s -> !s.isBlank()).ifPresent(setup::add);
    return new Problem(row.id("task_id"), row.text(text), row.optionalText("code"), row.texts("test_list"), String.join("\n", setup),
        Optional.empty());
  }

  private static Problem humanEval(Fields row) {
    String header = row.text("prompt");
    String function = row.text("entry_point");
    // a function that the prompt gives complete, and that the tests use, is the tests' own: the answer cannot replace it
    boolean given = DEFINED.matcher(header).results().count() > 1;
    return new Problem(row.id("task_id"), header, row.optionalText("canonical_solution"),
        List.of(row.text("test") + "\ncheck(" + function + ")\n"), given ? header + "    pass\ndel " + function + "\n" : "", Optional.of(header));
  }
}
