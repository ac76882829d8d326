package pva.analysis.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import pva.data.Column;
import pva.data.Table;
import pva.sae.FiringRates;
import pva.stats.LatentScores;

/** The table {@code latents.parquet}: one row a latent, in rank order. */
public final class LatentTable {
  private LatentTable() {
  }

  /**
   * Columns {@code rank} (from 1), {@code latent}, {@code layer} where it is known, {@code kept}, every column of the scores, and
   * {@code pile_count, pile_total, pile_rate} where there are rates.
   *
   * @param order latents in rank order; of several layers they are numbered as the index says, as in all that is given here
   * @param kept by latent
   * @param index which latent of which layer they are; empty = nobody knows the layer
   */
  public static Table of(LatentScores scores, int[] order, boolean[] kept, Optional<LatentIndex> index, Optional<FiringRates> rates) {
    List<Column> columns = new ArrayList<>();
    int n = order.length;
    columns.add(new Column.Ints("rank", IntStream.rangeClosed(1, n).toArray()));
    columns.add(new Column.Ints("latent", index.map(x -> Arrays.stream(order).map(x::latent).toArray()).orElse(order.clone())));
    index.ifPresent(x -> columns.add(new Column.Ints("layer", Arrays.stream(order).map(x::layer).toArray())));
    boolean[] keptInOrder = new boolean[n];
    for (int i = 0; i < n; i++) {
      keptInOrder[i] = kept[order[i]];
    }
    columns.add(new Column.Booleans("kept", keptInOrder));
    columns.addAll(scores.columns().parallelStream().map(c -> new Column.Doubles(c.key(), ordered(scores.column(c), order))).toList());
    rates.ifPresent(r -> {
      columns.add(new Column.Longs("pile_count", Arrays.stream(order).mapToLong(i -> r.count()[i]).toArray()));
      columns.add(new Column.Longs("pile_total", Arrays.stream(order).mapToLong(i -> r.tokens()).toArray()));
      columns.add(new Column.Doubles("pile_rate", Arrays.stream(order).mapToDouble(r::rate).toArray()));
    });
    return new Table(columns);
  }

  private static double[] ordered(double[] values, int[] order) {
    double[] ordered = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      ordered[i] = values[order[i]];
    }
    return ordered;
  }
}
