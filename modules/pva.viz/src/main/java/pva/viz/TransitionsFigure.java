package pva.viz;

import java.util.List;
import java.util.Objects;

/**
 * Which tasks changed sides.
 *
 * @param rows the direction first, then what it is held against
 * @param right tasks right without steering
 * @param wrong tasks wrong without steering
 * @param tasks which tasks these are, in words
 */
public record TransitionsFigure(List<Row> rows, int right, int wrong, String tasks) {
  public TransitionsFigure {
    rows = List.copyOf(rows);
    Objects.requireNonNull(tasks);
  }

  /** One way of steering: wrong to right, and right to wrong; {@code control} rows are drawn small. */
  public record Row(String name, int gained, int lost, boolean control) {
  }
}
