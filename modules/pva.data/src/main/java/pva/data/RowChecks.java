package pva.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What is odd about rows that can be read: each warning names its column and the first rows it is about. */
final class RowChecks {
  private final List<Row> rows;
  private final List<String> places;
  private final List<String> warnings = new ArrayList<>();

  private RowChecks(List<Row> rows, List<String> places) {
    this.rows = rows;
    this.places = places;
  }

  /** {@code places} tells where each row stands in its file. */
  static List<String> warnings(List<Row> rows, List<String> places) {
    RowChecks checks = new RowChecks(rows, places);
    checks.warn("`prompt` is empty in ", r -> r.prompt().isEmpty());
    checks.warn("`generated_code` is empty in ", r -> r.generatedCode().isEmpty());
    checks.warn("`passed_tests` is above `total_tests` in ", r -> tested(r) && passed(r) > total(r));
    checks.warn("`is_correct` contradicts `passed_tests` and `total_tests` in ",
        r -> tested(r) && passed(r) <= total(r) && r.correct() != (passed(r) == total(r)));
    checks.repeatedTasks();
    checks.missingGroup();
    return checks.warnings;
  }

  private void warn(String what, Predicate<Row> odd) {
    Places found = new Places();
    for (int i = 0; i < rows.size(); i++) {
      if (odd.test(rows.get(i))) {
        found.add(places.get(i));
      }
    }
    if (!found.none()) {
      warnings.add(what + found);
    }
  }

  private void repeatedTasks() {
    Map<String, Places> tasks = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      tasks.computeIfAbsent(rows.get(i).taskId(), t -> new Places()).add(places.get(i));
    }
    List<Map.Entry<String, Places>> repeated = tasks.entrySet().stream().filter(t -> t.getValue().count() > 1).toList();
    if (!repeated.isEmpty()) {
      warnings.add("`task_id` repeats: " + repeated.get(0).getKey() + " stands in " + repeated.get(0).getValue()
          + (repeated.size() > 1 ? ", and " + (repeated.size() - 1) + " more repeat" : "") + "; rows of one task are not independent");
    }
  }

  private void missingGroup() {
    long correct = rows.stream().filter(Row::correct).count();
    if (correct == 0 || correct == rows.size()) {
      warnings.add("`is_correct` is the same in every row: 0 " + (correct == 0 ? "correct" : "incorrect")
          + " rows, so groups cannot be compared");
    }
  }

  private static boolean tested(Row r) {
    return r.passedTests().isPresent() && r.totalTests().isPresent() && total(r) > 0;
  }

  private static int passed(Row r) {
    return r.passedTests().getAsInt();
  }

  private static int total(Row r) {
    return r.totalTests().getAsInt();
  }
}
