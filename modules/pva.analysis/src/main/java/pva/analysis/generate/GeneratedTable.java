package pva.analysis.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import pva.analysis.generate.Generation.Task;
import pva.analysis.generate.GenerationJournal.Written;
import pva.analysis.spec.GenerationSpec;
import pva.code.TestedTable;
import pva.code.Verdict;
import pva.data.Column;
import pva.data.Table;
import pva.stats.PassAtK;

/** The dataset of phase 1: one row a solution, in the order of the problems. */
final class GeneratedTable {
  private final List<Written> written;
  private final List<Verdict> verdicts;
  private final Map<Integer, Task> tasks = new HashMap<>();
  private final GenerationSpec spec;

  GeneratedTable(List<Task> tasks, List<Written> written, GenerationSpec spec) {
    this.written = written;
    this.verdicts = written.stream().map(w -> new Verdict(w.errors())).toList();
    tasks.forEach(t -> this.tasks.put(t.row(), t));
    this.spec = spec;
  }

  Table table() {
    List<Column> columns = new ArrayList<>();
    columns.add(taskIds());
    columns.add(texts("prompt", w -> task(w).prompt()));
    columns.add(texts("generated_code", Written::code));
    columns.add(new Column.TextLists("test_list", written.stream().map(w -> task(w).problem().tests()).toList()));
    List<Column> told = TestedTable.columns(verdicts);
    columns.addAll(told.subList(0, 3));
    columns.add(new Column.Doubles("generation_time", written.stream().mapToDouble(Written::seconds).toArray()));
    columns.add(told.get(3));
    columns.add(texts("test_setup_code", w -> task(w).problem().setup()));
    columns.add(new Column.Longs("sample", written.stream().mapToLong(Written::sample).toArray()));
    columns.add(new Column.Longs("seed", written.stream().mapToLong(w -> spec.sampling().seed()).toArray()));
    return new Table(columns);
  }

  int correct() {
    return (int) verdicts.stream().filter(Verdict::correct).count();
  }

  /** For k = 1, for 10 and 100 where there are so many samples, and for all samples. */
  List<PassAtK> passAtK() {
    Map<Integer, int[]> counts = new LinkedHashMap<>();
    for (int i = 0; i < written.size(); i++) {
      int[] count = counts.computeIfAbsent(written.get(i).row(), r -> new int[2]);
      count[0]++;
      count[1] += verdicts.get(i).correct() ? 1 : 0;
    }
    List<PassAtK.Tally> tallies = counts.values().stream().map(c -> new PassAtK.Tally(c[0], c[1])).toList();
    TreeSet<Integer> ks = new TreeSet<>(List.of(1, spec.samples()));
    List.of(10, 100).stream().filter(k -> k < spec.samples()).forEach(ks::add);
    return ks.stream().map(k -> PassAtK.of(k, tallies)).toList();
  }

  /** Numbers where all are. */
  private Column taskIds() {
    boolean numbers = written.stream().allMatch(w -> task(w).problem().taskId().matches("-?\\d{1,18}"));
    return numbers ? new Column.Longs("task_id", written.stream().mapToLong(w -> Long.parseLong(task(w).problem().taskId())).toArray())
        : texts("task_id", w -> task(w).problem().taskId());
  }

  private Column texts(String name, java.util.function.Function<Written, String> value) {
    return new Column.Texts(name, written.stream().map(value).toArray(String[]::new));
  }

  private Task task(Written one) {
    return tasks.get(one.row());
  }
}
