package pva.analysis.steer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import pva.data.Column;
import pva.data.Table;
import pva.stats.Interval;

/** The table {@code arms.csv}: one row an arm of the tune and of the held-out tasks, with what it does to them. */
final class SteerTable {
  private SteerTable() {
  }

  private record Row(String part, Arm arm, Effect effect) {
  }

  static Table of(SteerPipeline.Results results) {
    List<Row> rows = new ArrayList<>();
    rows(rows, "tune", results.unsteered(), results.tuned());
    rows(rows, "held-out", results.unsteered(), results.held());
    SteerStudy study = results.study();
    Map<String, Direction> byName = new LinkedHashMap<>();
    study.directions().all().forEach(d -> byName.put(d.name(), d));
    List<Column> columns = new ArrayList<>();
    columns.add(new Column.Texts("part", rows.stream().map(Row::part).toArray(String[]::new)));
    columns.add(new Column.Texts("arm", rows.stream().map(r -> r.arm().kind().word()).toArray(String[]::new)));
    columns.add(new Column.Texts("direction", rows.stream().map(r -> r.arm().name()).toArray(String[]::new)));
    columns.add(numbers("dose", rows, r -> r.arm().amount()));
    columns.add(ints("sample", rows, r -> r.arm().sample()));
    columns.add(ints("tasks", rows, r -> r.effect().tasks()));
    columns.add(ints("right_before", rows, r -> r.effect().right()));
    columns.add(ints("gained", rows, r -> r.effect().sides().gained()));
    columns.add(ints("lost", rows, r -> r.effect().sides().lost()));
    columns.add(numbers("pass_at_1", rows, r -> r.effect().passAt1()));
    columns.add(numbers("change", rows, r -> r.effect().change()));
    columns.add(numbers("mcnemar_p", rows, r -> r.effect().sides().p()));
    share(columns, "correction", rows, r -> r.correction(), r -> r.correctionBounds());
    share(columns, "corruption", rows, r -> r.corruption(), r -> r.corruptionBounds());
    columns.add(ints("changed", rows, r -> r.effect().changed()));
    columns.add(numbers("parses", rows, r -> r.effect().syntax()));
    columns.add(numbers("degenerate", rows, r -> r.effect().degenerate()));
    columns.add(numbers("similarity", rows, r -> r.effect().similarity()));
    columns.add(numbers("kl", rows, r -> study.divergence(r.arm()).orElse(Double.NaN)));
    columns.add(numbers("frequency", rows, r -> number(byName, r, Direction::frequency)));
    columns.add(numbers("activation", rows, r -> number(byName, r, Direction::activation)));
    columns.add(numbers("cosine", rows, r -> number(byName, r, Direction::cosine)));
    return new Table(columns);
  }

  private static void rows(List<Row> into, String part, Map<Arm, List<Solved>> unsteered, Map<Arm, List<Solved>> steered) {
    steered.forEach((arm, solved) -> into.add(new Row(part, arm, Effect.of(SteerStudy.same(unsteered.get(Arm.UNSTEERED), solved),
        solved))));
  }

  private static double number(Map<String, Direction> byName, Row row, ToDoubleFunction<Direction> of) {
    return byName.containsKey(row.arm().name()) ? of.applyAsDouble(byName.get(row.arm().name())) : Double.NaN;
  }

  private static void share(List<Column> into, String name, List<Row> rows, ToDoubleFunction<Effect> value,
      Function<Effect, Interval> bounds) {
    into.add(numbers(name, rows, r -> value.applyAsDouble(r.effect())));
    into.add(numbers(name + "_low", rows, r -> bounds.apply(r.effect()).low()));
    into.add(numbers(name + "_high", rows, r -> bounds.apply(r.effect()).high()));
  }

  private static Column numbers(String name, List<Row> rows, ToDoubleFunction<Row> value) {
    return new Column.Doubles(name, rows.stream().mapToDouble(value).toArray());
  }

  private static Column ints(String name, List<Row> rows, ToIntFunction<Row> value) {
    return new Column.Ints(name, rows.stream().mapToInt(value).toArray());
  }
}
