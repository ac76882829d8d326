package pva.analysis.steer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.data.Column;
import pva.data.Table;
import pva.data.TableFiles;

/** The solutions of several arms as a table, one row a solution, in the order in which the arms were run. */
final class ArmTable {
  private ArmTable() {
  }

  static void write(Map<Arm, List<Solved>> arms, Path file) {
    TableFiles.writeParquet(of(arms), file);
  }

  static Table of(Map<Arm, List<Solved>> arms) {
    int rows = arms.values().stream().mapToInt(List::size).sum();
    String[] kind = new String[rows];
    String[] name = new String[rows];
    double[] amount = new double[rows];
    int[] sample = new int[rows];
    String[] task = new String[rows];
    String[] code = new String[rows];
    boolean[] correct = new boolean[rows];
    int[] passed = new int[rows];
    int[] total = new int[rows];
    String[] error = new String[rows];
    int[] tokens = new int[rows];
    int at = 0;
    for (Map.Entry<Arm, List<Solved>> arm : arms.entrySet()) {
      for (Solved s : arm.getValue()) {
        kind[at] = arm.getKey().kind().word();
        name[at] = arm.getKey().name();
        amount[at] = arm.getKey().amount();
        sample[at] = arm.getKey().sample();
        task[at] = s.task();
        code[at] = s.code();
        correct[at] = s.correct();
        passed[at] = s.passed();
        total[at] = s.total();
        error[at] = s.error();
        tokens[at] = s.tokens();
        at++;
      }
    }
    return Table.of(new Column.Texts("arm", kind), new Column.Texts("direction", name), new Column.Doubles("dose", amount),
        new Column.Ints("sample", sample), new Column.Texts("task_id", task), new Column.Texts("generated_code", code),
        new Column.Booleans("is_correct", correct), new Column.Ints("passed_tests", passed), new Column.Ints("total_tests", total),
        new Column.Texts("error_type", error), new Column.Ints("tokens", tokens));
  }

  static Map<Arm, List<Solved>> read(Path file) {
    Table table = TableFiles.readParquet(file);
    Map<Arm, List<Solved>> arms = new LinkedHashMap<>();
    Column kind = table.column("arm");
    Column name = table.column("direction");
    Column amount = table.column("dose");
    Column sample = table.column("sample");
    Column task = table.column("task_id");
    Column code = table.column("generated_code");
    Column correct = table.column("is_correct");
    Column passed = table.column("passed_tests");
    Column total = table.column("total_tests");
    Column error = table.column("error_type");
    Column tokens = table.column("tokens");
    for (int r = 0; r < table.rows(); r++) {
      Arm arm = new Arm(Arm.Kind.of((String) kind.value(r)), (String) name.value(r), (double) amount.value(r), (int) sample.value(r));
      arms.computeIfAbsent(arm, a -> new ArrayList<>()).add(new Solved((String) task.value(r), (String) code.value(r),
          (boolean) correct.value(r), (int) passed.value(r), (int) total.value(r), (String) error.value(r), (int) tokens.value(r)));
    }
    return arms;
  }
}
