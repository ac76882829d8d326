package pva.data;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The overview as plain text, in the order the notebook prints it. */
public final class OverviewText {
  private OverviewText() {
  }

  /** Lines ending in {@code \n}; the last rows are a table aligned to the right, a missing value is {@code -}. */
  public static String render(Dataset dataset) {
    Overview o = dataset.overview();
    return String.format(Locale.ROOT, "Dataset: %s%nShape: (%d, %d)%nColumns: %s%nCorrect: %d%nIncorrect: %d%nSuccess rate: %.1f%%%n%n",
        dataset.path(), o.rows(), o.columns().size(), String.join(", ", o.columns()), o.correct(), o.incorrect(), 100 * o.successRate())
        .replace(System.lineSeparator(), "\n") + firstRows(o.firstRows());
  }

  private static String firstRows(List<Row> rows) {
    StringBuilder[] lines = new StringBuilder[rows.size() + 1];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = new StringBuilder(i == 0 ? "" : Integer.toString(i - 1));
    }
    append(lines, "task_id", rows, Row::taskId);
    append(lines, "is_correct", rows, r -> String.valueOf(r.correct()));
    append(lines, "passed_tests", rows, r -> r.passedTests().isPresent() ? String.valueOf(r.passedTests().getAsInt()) : "-");
    append(lines, "total_tests", rows, r -> r.totalTests().isPresent() ? String.valueOf(r.totalTests().getAsInt()) : "-");
    append(lines, "generation_time", rows, r -> r.generationTime().isPresent()
        ? String.format(Locale.ROOT, "%.3f", r.generationTime().getAsDouble()) : "-");
    return String.join("\n", lines) + "\n";
  }

  private static void append(StringBuilder[] lines, String name, List<Row> rows, Function<Row, String> cell) {
    int width = Math.max(name.length(), rows.stream().mapToInt(r -> cell.apply(r).length()).max().orElse(0));
    lines[0].append(lines[0].length() == 0 ? " " : "").append("  ").append(" ".repeat(width - name.length())).append(name);
    for (int i = 0; i < rows.size(); i++) {
      String text = cell.apply(rows.get(i));
      lines[i + 1].append("  ").append(" ".repeat(width - text.length())).append(text);
    }
  }
}
