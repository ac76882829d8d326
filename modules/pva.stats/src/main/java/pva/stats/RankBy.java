package pva.stats;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What puts one latent before another. All are two-sided: a latent that marks incorrect rows ranks as high as its mirror. */
public enum RankBy {
  /** The notebook's separation score, |d| with its guard against division by zero; so a rank agrees with {@link ScoreSummary}. */
  COHENS_D(Column.SEPARATION, (s, i) -> s.value(Column.SEPARATION, i)),
  /** |share of correct rows that fire − share of incorrect rows that fire|. */
  FREQUENCY_DIFFERENCE(Column.FREQ_DIFF, (s, i) -> Math.abs(s.value(Column.FREQ_DIFF, i))),
  /** |Welch t|; two different constants (p = 0, t infinite) come first. */
  WELCH(Column.WELCH_T, (s, i) -> s.value(Column.WELCH_P, i) == 0 && Double.isNaN(s.value(Column.WELCH_T, i))
      ? Double.POSITIVE_INFINITY : Math.abs(s.value(Column.WELCH_T, i))),
  /** |AUROC − 0.5|. */
  AUROC(Column.AUROC, (s, i) -> Math.abs(s.value(Column.AUROC, i) - 0.5));

  private final Column column;
  private final ToDoubleBiFunction<LatentScores, Integer> strength;

  RankBy(Column column, ToDoubleBiFunction<LatentScores, Integer> strength) {
    this.column = column;
    this.strength = strength;
  }

  /** The column a reader looks at to follow the ranking. */
  public Column column() {
    return column;
  }

  /** What {@link Scoring} must compute to rank, and to know on which rows the latent is higher. */
  Set<Column> columns() {
    Set<Column> columns = ranking();
    columns.add(Column.AUROC);
    return columns;
  }

  /** What {@link Scoring} must compute to rank and no more. */
  Set<Column> ranking() {
    return this == WELCH ? EnumSet.of(Column.WELCH_T, Column.WELCH_P) : EnumSet.of(column);
  }

  /** How strong a latent is; higher ranks first, −1 where it is undefined. */
  double strength(LatentScores scores, int latent) {
    double value = strength.applyAsDouble(scores, latent);
    return Double.isNaN(value) ? -1 : value;
  }

  /** Latents in rank order: strongest first, ties by lower index, undefined last. */
  public int[] order(LatentScores scores) {
    boolean[] all = new boolean[scores.latents()];
    Arrays.fill(all, true);
    return order(scores, all);
  }

  /** The same, with the latents that a filter dropped behind all that it kept. */
  public int[] order(LatentScores scores, boolean[] kept) {
    double[] key = IntStream.range(0, scores.latents()).mapToDouble(i -> strength(scores, i)).toArray();
    // equal ones by place: the keys are turned round, so that the strongest is smallest
    int[] descending = Order.ascending(DoubleStream.of(key).map(v -> -v).toArray());
    return IntStream.concat(IntStream.of(descending).filter(i -> kept[i]), IntStream.of(descending).filter(i -> !kept[i])).toArray();
  }
}
