package pva.analysis.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pva.analysis.generate.GenerationJournal.Written;
import pva.analysis.spec.GenerationSpec;
import pva.code.TestedTable;
import pva.code.Verdict;
import pva.data.Column;
import pva.data.Table;

/** The dataset of phase 1: one row a solution, in the order of the problems. */
final class GeneratedTable {
  private final List<Written> written;
  private final Map<Integer, Task> tasks = new HashMap<>();

  private GeneratedTable(List<Task> tasks, List<Written> written) {
    this.written = written;
    tasks.forEach(t -> this.tasks.put(t.row(), t));
  }

  static Table of(List<Task> tasks, List<Written> written, GenerationSpec spec) {
    return new GeneratedTable(tasks, written).table(spec.sampling().seed());
  }

  private Table table(long seed) {
    List<Column> columns = new ArrayList<>();
    columns.add(taskIds());
    columns.add(texts("prompt", w -> task(w).prompt()));
    columns.add(texts("generated_code", Written::code));
    columns.add(new Column.TextLists("test_list", written.stream().map(w -> task(w).problem().tests()).toList()));
    List<Column> told = TestedTable.columns(written.stream().map(w -> new Verdict(w.errors())).toList());
    columns.addAll(told.subList(0, 3));
    columns.add(new Column.Doubles("generation_time", written.stream().mapToDouble(Written::seconds).toArray()));
    columns.add(told.get(3));
    columns.add(texts("test_setup_code", w -> task(w).problem().setup()));
    columns.add(new Column.Longs("sample", written.stream().mapToLong(Written::sample).toArray()));
    columns.add(new Column.Longs("seed", written.stream().mapToLong(w -> seed).toArray()));
    columns.add(new Column.Longs("generated_tokens", written.stream().mapToLong(Written::tokens).toArray()));
    return new Table(columns);
  }

  /** Numbers where all are. */
  private Column taskIds() {
    boolean numbers = written.stream().allMatch(w -> task(w).problem().taskId().matches("-?\\d{1,18}"));
    return numbers ? new Column.Longs("task_id", written.stream().mapToLong(w -> Long.parseLong(task(w).problem().taskId())).toArray())
        : texts("task_id", w -> task(w).problem().taskId());
  }

  private Column texts(String name, Function<Written, String> value) {
    return new Column.Texts(name, written.stream().map(value).toArray(String[]::new));
  }

  private Task task(Written one) {
    return tasks.get(one.row());
  }
}
