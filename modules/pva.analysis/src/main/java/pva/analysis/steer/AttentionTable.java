package pva.analysis.steer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import pva.data.Column;
import pva.data.Table;

/** The table {@code attention.csv}: every head of the blocks behind the change, at every part of the text. */
final class AttentionTable {
  static final String FILE = "attention.csv";

  private AttentionTable() {
  }

  private record Row(String of, String part, int block, int head, AttentionStudy.Cell cell) {
  }

  static Table of(AttentionStudy study) {
    List<Row> rows = new ArrayList<>();
    for (AttentionStudy.Reading r : study.readings()) {
      for (AttentionStudy.Part part : r.parts()) {
        for (int i = 0; i < part.cells().size(); i++) {
          rows.add(new Row(r.of().words(), part.name(), r.first() + i / r.heads(), i % r.heads(), part.cells().get(i)));
        }
      }
    }
    return Table.of(new Column.Texts("tokens", rows.stream().map(Row::of).toArray(String[]::new)),
        new Column.Texts("part", rows.stream().map(Row::part).toArray(String[]::new)), ints("block", rows, Row::block),
        ints("head", rows, Row::head), ints("tasks", rows, r -> r.cell().test().n()),
        numbers("unsteered", rows, AttentionStudy.Cell::before),
        numbers("steered", rows, AttentionStudy.Cell::after), numbers("change", rows, c -> c.test().mean()),
        numbers("t", rows, c -> c.test().t()), numbers("p", rows, c -> c.test().p()), numbers("p_holm", rows, AttentionStudy.Cell::p));
  }

  private static Column numbers(String name, List<Row> rows, ToDoubleFunction<AttentionStudy.Cell> value) {
    return new Column.Doubles(name, rows.stream().map(Row::cell).mapToDouble(value).toArray());
  }

  private static Column ints(String name, List<Row> rows, ToIntFunction<Row> value) {
    return new Column.Ints(name, rows.stream().mapToInt(value).toArray());
  }
}
