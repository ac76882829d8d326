package pva.stats;

import java.util.EnumMap;
import java.util.EnumSet;
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

  private Scoring() {
  }

  /** Every column of {@link Column#scored()}, with p-values adjusted over all latents. */
  public static LatentScores score(SparseMatrix latents, boolean[] correct, int threads) {
    boolean[] all = new boolean[latents.cols()];
    java.util.Arrays.fill(all, true);
    return score(latents, correct, Column.scored(), all, threads);
  }

  /**
   * The asked columns.
   *
   * @param latents activations after the threshold, one row a dataset row
   * @param correct the rows' labels; correct rows are the first group, so positive means more active on them
   * @param columns any of {@link Column#scored()}
   * @param kept the latents a filter kept, chosen without a look at the labels: only they count as hypotheses, the
   *     adjusted columns of the others are NaN
   * @throws pva.base.PvaException PVA-STAT-001 one group is empty, 002 the rows do not match, 003 an activation is not a
   *     finite number above 0
   */
  public static LatentScores score(SparseMatrix latents, boolean[] correct, Set<Column> columns, boolean[] kept, int threads) {
    Labels labels = Labels.of(latents, correct);
    ByLatent turned = ByLatent.of(latents);
    Map<Column, double[]> values = new EnumMap<>(Column.class);
    EnumSet.range(Column.SEPARATION, Column.MCC_AT_BEST_F1).forEach(c -> values.put(c, new double[latents.cols()]));
    boolean ranked = columns.stream().anyMatch(Column.RANKED::contains);
    Parallel.pieces(latents.cols(), PIECE, threads, (from, to) -> {
      for (int latent = from; latent < to; latent++) {
        compare(values, latent, TwoGroups.of(turned, latent, labels));
        if (ranked) {
          detect(values, latent, TieBlocks.of(turned, latent, labels));
        }
      }
    });
    adjust(values, kept);
    values.keySet().retainAll(columns);
    return new LatentScores(latents.cols(), values);
  }

  private static void compare(Map<Column, double[]> values, int latent, TwoGroups g) {
    Welch welch = Welch.of(g);
    values.get(Column.SEPARATION)[latent] = g.separation();
    values.get(Column.COHENS_D)[latent] = g.cohensD();
    values.get(Column.HEDGES_G)[latent] = g.hedgesG();
    values.get(Column.MEAN_CORRECT)[latent] = g.mean1();
    values.get(Column.MEAN_INCORRECT)[latent] = g.mean0();
    values.get(Column.STD_CORRECT)[latent] = g.std1();
    values.get(Column.STD_INCORRECT)[latent] = g.std0();
    values.get(Column.FREQ_CORRECT)[latent] = g.freq1();
    values.get(Column.FREQ_INCORRECT)[latent] = g.freq0();
    values.get(Column.FREQ_DIFF)[latent] = g.freq1() - g.freq0();
    values.get(Column.WELCH_T)[latent] = welch.t();
    values.get(Column.WELCH_DF)[latent] = welch.df();
    values.get(Column.WELCH_P)[latent] = welch.p();
    values.get(Column.FISHER_P)[latent] = Fisher.p(g.fired1(), g.n1(), g.fired0(), g.n0());
  }

  private static void detect(Map<Column, double[]> values, int latent, TieBlocks blocks) {
    MannWhitney test = MannWhitney.of(blocks);
    RocArea area = RocArea.of(blocks);
    PrecisionRecall curve = PrecisionRecall.of(blocks);
    values.get(Column.MWU_U)[latent] = test.u();
    values.get(Column.MWU_P)[latent] = test.p();
    values.get(Column.AUROC)[latent] = area.auroc();
    values.get(Column.AUROC_SE)[latent] = area.se();
    values.get(Column.AVERAGE_PRECISION)[latent] = curve.averagePrecision();
    values.get(Column.BEST_F1)[latent] = curve.bestF1();
    values.get(Column.BEST_F1_THRESHOLD)[latent] = curve.threshold();
    values.get(Column.MCC_AT_BEST_F1)[latent] = curve.mcc();
  }

  private static void adjust(Map<Column, double[]> values, boolean[] kept) {
    double[] p = values.get(Column.WELCH_P).clone();
    for (int latent = 0; latent < p.length; latent++) {
      p[latent] = kept[latent] ? p[latent] : Double.NaN;
    }
    values.put(Column.Q_BH, Corrections.benjaminiHochberg(p));
    values.put(Column.Q_BY, Corrections.benjaminiYekutieli(p));
    values.put(Column.P_HOLM, Corrections.holm(p));
    values.put(Column.P_BONFERRONI, Corrections.bonferroni(p));
  }
}
