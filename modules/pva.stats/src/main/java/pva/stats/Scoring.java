package pva.stats;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import pva.tensor.SparseMatrix;

/**
 * The score table of latents against labels, in time linear in the activations above 0.
 *
 * <p>Each latent is computed alone, in row order and float64, so the bytes do not depend on the number of threads.
 */
public final class Scoring {
  private static final int PIECE = 512;
  private static final double LEVEL = 0.95;

  private Scoring() {
  }

  /** Every column of {@link Column#scored()}, rows taken as independent, with p-values adjusted over all latents. */
  public static LatentScores score(SparseMatrix latents, boolean[] correct, int threads) {
    return score(latents, correct, Column.scored(), Kept.all(latents.cols()), threads);
  }

  /** The asked columns, rows taken as independent. */
  public static LatentScores score(SparseMatrix latents, boolean[] correct, Set<Column> columns, boolean[] kept, int threads) {
    return score(turned(latents, correct), DesignEffect.ofRows(correct), correct, columns, kept, threads);
  }

  /**
   * The asked columns, with intervals that take the rows of a task for related.
   *
   * @param latents activations after the threshold, one row a dataset row
   * @param correct the rows' labels; correct rows are the first group, so positive means more active on them
   * @param tasks the group of each row
   * @param columns any of {@link Column#scored()}
   * @param kept the latents a filter kept, chosen without a look at the labels: only they count as hypotheses, the
   *     adjusted columns of the others are NaN
   * @throws pva.base.PvaException PVA-STAT-001 one group is empty, 002 the rows do not match, 003 an activation is not a
   *     finite number above 0
   */
  public static LatentScores score(SparseMatrix latents, boolean[] correct, List<String> tasks, Set<Column> columns, boolean[] kept,
      int threads) {
    return score(turned(latents, correct), correct, tasks, columns, kept, threads);
  }

  /** The same for latents that are turned already. */
  public static LatentScores score(ByLatent latents, boolean[] correct, List<String> tasks, Set<Column> columns, boolean[] kept,
      int threads) {
    return score(latents, DesignEffect.of(correct, tasks), correct, columns, kept, threads);
  }

  /** The select rows alone, with intervals that take the rows of a task for related. */
  public static LatentScores score(SparseMatrix latents, SelectRows rows, Set<Column> columns, boolean[] kept, int threads) {
    return score(SparseRows.of(latents, rows.rows()), rows.correct(), rows.tasks(), columns, kept, threads);
  }

  /** Turned, once it is known that the labels are those of its rows. */
  private static ByLatent turned(SparseMatrix latents, boolean[] correct) {
    Labels.of(latents.rows(), correct);
    return ByLatent.of(latents);
  }

  private static LatentScores score(ByLatent latents, DesignEffect effect, boolean[] correct, Set<Column> columns, boolean[] kept,
      int threads) {
    Labels labels = Labels.of(latents.rows(), correct);
    Map<Column, double[]> values = new EnumMap<>(Column.class);
    needed(columns).forEach(c -> values.put(c, new double[latents.latents()]));
    boolean ranked = columns.stream().anyMatch(Column.RANKED::contains);
    double z = Interval.z(LEVEL);
    FisherTable fisher = new FisherTable(labels);
    Parallel.pieces(latents.latents(), PIECE, threads, (from, to) -> {
      LatentRow row = new LatentRow(values, latents, labels, effect, fisher, z);
      for (int latent = from; latent < to; latent++) {
        row.compute(latent, ranked);
      }
    });
    adjust(values, columns, kept);
    values.keySet().retainAll(columns);
    return new LatentScores(latents.latents(), values);
  }

  private static Set<Column> needed(Set<Column> columns) {
    Set<Column> needed = EnumSet.noneOf(Column.class);
    needed.addAll(columns);
    if (columns.stream().anyMatch(Column.ADJUSTED::contains)) {
      needed.add(Column.WELCH_P);
    }
    needed.removeAll(Column.ADJUSTED);
    return needed;
  }

  private static void adjust(Map<Column, double[]> values, Set<Column> columns, boolean[] kept) {
    if (columns.stream().noneMatch(Column.ADJUSTED::contains)) {
      return;
    }
    double[] p = values.get(Column.WELCH_P).clone();
    for (int latent = 0; latent < p.length; latent++) {
      p[latent] = kept[latent] ? p[latent] : Double.NaN;
    }
    int[] order = Corrections.ascending(p);
    values.put(Column.Q_BH, Corrections.benjaminiHochberg(p, order));
    values.put(Column.Q_BY, Corrections.benjaminiYekutieli(p, order));
    values.put(Column.P_HOLM, Corrections.holm(p, order));
    values.put(Column.P_BONFERRONI, Corrections.bonferroni(p));
  }
}
