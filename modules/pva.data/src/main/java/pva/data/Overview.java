package pva.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the notebook prints of a dataset first: its shape, columns, both groups and the first rows. */
public record Overview(int rows, List<String> columns, int correct, int incorrect, double successRate, List<Row> firstRows) {
  static final int FIRST_ROWS = 5;

  static Overview of(Dataset d) {
    List<Row> first = d.rows().subList(0, Math.min(FIRST_ROWS, d.rows().size()));
    return new Overview(d.rows().size(), d.columns(), d.correct(), d.incorrect(), d.successRate(), List.copyOf(first));
  }

  /** Plain maps, lists, strings and numbers, ready to be written as JSON; a missing number is null. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rows", rows);
    values.put("columns", columns);
    values.put("correct", correct);
    values.put("incorrect", incorrect);
    values.put("successRate", successRate);
    List<Map<String, Object>> first = new ArrayList<>();
    for (Row row : firstRows) {
      Map<String, Object> cells = new LinkedHashMap<>();
      cells.put("task_id", row.taskId());
      cells.put("is_correct", row.correct());
      cells.put("passed_tests", row.passedTests().isPresent() ? row.passedTests().getAsInt() : null);
      cells.put("total_tests", row.totalTests().isPresent() ? row.totalTests().getAsInt() : null);
      cells.put("generation_time", row.generationTime().isPresent() ? row.generationTime().getAsDouble() : null);
      first.add(cells);
    }
    values.put("firstRows", first);
    return values;
  }
}
