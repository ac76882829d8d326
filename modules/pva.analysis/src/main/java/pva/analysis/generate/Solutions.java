package pva.analysis.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import pva.data.Table;
import pva.stats.PassAtK;

/** The solutions of a generated table, in its order. */
record Solutions(List<Solution> all) {

  /**
   * One of them.
   *
   * @param error the first thing that went wrong; empty where every test passed
   * @param tokens how many were generated
   */
  record Solution(String task, int sample, String prompt, String code, List<String> tests, int passed, Optional<String> error, int tokens) {
    boolean correct() {
      return error.isEmpty();
    }
  }

  static Solutions of(Table table) {
    List<Solution> all = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      List<?> tests = (List<?>) table.column("test_list").value(row);
      all.add(new Solution(String.valueOf(table.column("task_id").value(row)), number(table, "sample", row), text(table, "prompt", row),
          text(table, "generated_code", row), tests.stream().map(String.class::cast).toList(), number(table, "passed_tests", row),
          Optional.ofNullable(text(table, "error_type", row)), number(table, "generated_tokens", row)));
    }
    return new Solutions(List.copyOf(all));
  }

  private static String text(Table table, String column, int row) {
    return (String) table.column(column).value(row);
  }

  private static int number(Table table, String column, int row) {
    return ((Number) table.column(column).value(row)).intValue();
  }

  int correct() {
    return (int) all.stream().filter(Solution::correct).count();
  }

  int[] lengths(boolean correct) {
    return all.stream().filter(s -> s.correct() == correct).mapToInt(Solution::tokens).toArray();
  }

  /** How often each error was the first, by its name. */
  Map<String, Integer> errors() {
    Map<String, Integer> errors = new TreeMap<>();
    all.forEach(s -> s.error().ifPresent(e -> errors.merge(e, 1, Integer::sum)));
    return errors;
  }

  /** For k = 1, for 10 and 100 where there are so many samples, and for all samples. */
  List<PassAtK> passAtK() {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (Solution s : all) {
      int[] count = counts.computeIfAbsent(s.task(), t -> new int[2]);
      count[0]++;
      count[1] += s.correct() ? 1 : 0;
    }
    List<PassAtK.Tally> tallies = counts.values().stream().map(c -> new PassAtK.Tally(c[0], c[1])).toList();
    int samples = tallies.get(0).samples();
    TreeSet<Integer> ks = new TreeSet<>(List.of(1, samples));
    List.of(10, 100).stream().filter(k -> k < samples).forEach(ks::add);
    return ks.stream().map(k -> PassAtK.of(k, tallies)).toList();
  }
}
