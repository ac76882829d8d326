package pva.code;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Column;
import pva.data.Table;
import pva.data.TableFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of solutions, and the same rows with what their tests came to. */
public final class TestedTable {
  private final Table table;
  private final List<Solution> solutions;

  private TestedTable(Table table, List<Solution> solutions) {
    this.table = table;
    this.solutions = solutions;
  }

  /**
   * Reads Parquet or JSON lines with {@code generated_code} and {@code test_list} (a list of texts, or such a list as a JSON text), and
   * where they are there {@code prompt} and {@code test_setup_code}.
   *
   * @throws PvaException as {@link TableFiles#read}; PVA-DATA-009 and -010 for a column that is missing or no text; PVA-CODE-005 for a
   *     row without tests
   */
  public static TestedTable open(Path file) {
    try {
      Table table = TableFiles.read(file);
      List<Solution> solutions = new ArrayList<>();
      for (int row = 0; row < table.rows(); row++) {
        String prompt = table.has("prompt") ? text(table, "prompt", row) : "";
        String setup = table.has("test_setup_code") ? text(table, "test_setup_code", row) : "";
        solutions.add(new Solution(ProgramText.of(prompt, text(table, "generated_code", row)), tests(table, row), setup));
      }
      return new TestedTable(table, solutions);
    } catch (PvaException e) {
      throw e.at(file);
    }
  }

  public int rows() {
    return table.rows();
  }

  /** Runs the tests. */
  public List<Verdict> run(Judge judge, Progress progress) {
    return judge.judge(solutions, progress);
  }

  /** All columns; those of the verdicts are {@code is_correct, passed_tests, total_tests, error_type}, the last null where correct. */
  public Table with(List<Verdict> verdicts) {
    List<Column> columns = new ArrayList<>(table.columns());
    for (Column told : columns(verdicts)) {
      int place = columns.stream().map(Column::name).toList().indexOf(told.name());
      if (place >= 0) {
        columns.set(place, told);
      } else {
        columns.add(told);
      }
    }
    return new Table(columns);
  }

  /** The columns that verdicts fill. */
  public static List<Column> columns(List<Verdict> verdicts) {
    boolean[] correct = new boolean[verdicts.size()];
    for (int i = 0; i < correct.length; i++) {
      correct[i] = verdicts.get(i).correct();
    }
    return List.of(
        new Column.Booleans("is_correct", correct),
        new Column.Longs("passed_tests", verdicts.stream().mapToLong(Verdict::passed).toArray()),
        new Column.Longs("total_tests", verdicts.stream().mapToLong(Verdict::total).toArray()),
        new Column.Texts("error_type", verdicts.stream().map(v -> v.errorType().orElse(null)).toArray(String[]::new)));
  }

  private static String text(Table table, String column, int row) {
    Object value = table.column(column).value(row);
    if (value instanceof String text) {
      return text;
    }
    throw PvaException.failed(value == null ? "PVA-DATA-011" : "PVA-DATA-010",
        "`" + column + "` is " + (value == null ? "null" : "no text") + " in row " + row).help("fill or drop this row");
  }

  private static List<String> tests(Table table, int row) {
    Object value = table.column("test_list").value(row);
    List<String> tests = value instanceof List<?> list ? list.stream().map(String.class::cast).toList()
        : value instanceof String json ? parsed(json) : List.of();
    if (tests.isEmpty()) {
      throw PvaException.failed("PVA-CODE-005", "`test_list` has no test in row " + row).help("give each row a list of Python statements");
    }
    return tests;
  }

  private static List<String> parsed(String json) {
    try {
      List<String> tests = new ArrayList<>();
      for (JsonNode test : new JsonMapper().readTree(json)) {
        if (test.isString()) {
          tests.add(test.asString());
        }
      }
      return tests;
    } catch (JacksonException e) {
      return List.of();
    }
  }
}
