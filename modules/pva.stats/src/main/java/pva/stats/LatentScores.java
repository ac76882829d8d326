package pva.stats;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The score table: for each {@link Column} that was computed one float64 a latent, NaN where it is not defined. */
public final class LatentScores {
  private final int latents;
  private final Map<Column, double[]> values;

  LatentScores(int latents, Map<Column, double[]> values) {
    this.latents = latents;
    this.values = new EnumMap<>(values);
  }

  /** How many latents the table has; they are numbered from 0. */
  public int latents() {
    return latents;
  }

  /** The columns present, in table order. */
  public Set<Column> columns() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** The values of a column, by latent; the table's own array, to be read only. */
  public double[] column(Column column) {
    double[] found = values.get(column);
    if (found == null) {
      throw new IllegalArgumentException("the score table has no " + column.key() + ", only " + values.keySet());
    }
    return found;
  }

  public double value(Column column, int latent) {
    return column(column)[latent];
  }

  /** This table with one more column, or with a column replaced. */
  public LatentScores with(Column column, double[] byLatent) {
    if (byLatent.length != latents) {
      throw new IllegalArgumentException(column.key() + " has " + byLatent.length + " values for " + latents + " latents");
    }
    LatentScores wider = new LatentScores(latents, values);
    wider.values.put(column, byLatent);
    return wider;
  }

  /** This table with these of its columns alone. */
  public LatentScores only(Set<Column> columns) {
    LatentScores narrower = new LatentScores(latents, values);
    narrower.values.keySet().retainAll(columns);
    return narrower;
  }

  /** This table with the columns of both tests by permutation. */
  public LatentScores with(PermutationTests tests) {
    return with(tests.tasks()).with(Column.P_MAXT, tests.maxT().adjusted());
  }

  /** This table with the columns of a test that respects tasks, and its p adjusted over the latents that have one. */
  public LatentScores with(TaskTest test) {
    int[] order = Corrections.ascending(test.p());
    return with(Column.TASK_Z, test.z()).with(Column.TASK_P, test.p())
        .with(Column.Q_BH_TASK, Corrections.benjaminiHochberg(test.p(), order))
        .with(Column.Q_BY_TASK, Corrections.benjaminiYekutieli(test.p(), order));
  }
}
