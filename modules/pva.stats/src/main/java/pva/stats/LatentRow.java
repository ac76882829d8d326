package pva.stats;

import java.util.Map;

/** Fills the asked columns of one latent after another; what is not asked is not computed. One a thread. */
final class LatentRow {
  /** By the column's number; null for those not asked. */
  private final double[][] values = new double[Column.values().length][];
  private final ByLatent latents;
  private final Labels labels;
  private final DesignEffect effect;
  private final FisherTable fisher;
  private final double z;
  private final double[] sums;
  private final int[] counts;

  LatentRow(Map<Column, double[]> values, ByLatent latents, Labels labels, DesignEffect effect, FisherTable fisher, double z) {
    values.forEach((column, into) -> this.values[column.ordinal()] = into);
    this.latents = latents;
    this.labels = labels;
    this.effect = effect;
    this.fisher = fisher;
    this.z = z;
    this.sums = new double[effect.groups()];
    this.counts = new int[effect.groups()];
  }

  void compute(int latent, boolean ranked) {
    TwoGroups g = TwoGroups.of(latents, latent, labels);
    double designEffect = effect.of(latents, latent, sums, counts);
    compare(latent, g);
    intervals(latent, g, designEffect);
    if (ranked) {
      TieBlocks blocks = TieBlocks.of(latents, latent, labels);
      detect(latent, blocks, designEffect);
      if (asked(Column.STRENGTH_AUROC) || asked(Column.STRENGTH_P)) {
        strength(latent, g, blocks);
      }
    }
  }

  private void compare(int latent, TwoGroups g) {
    set(Column.SEPARATION, latent, g.separation());
    set(Column.COHENS_D, latent, g.cohensD());
    set(Column.HEDGES_G, latent, g.hedgesG());
    set(Column.MEAN_CORRECT, latent, g.mean1());
    set(Column.MEAN_INCORRECT, latent, g.mean0());
    set(Column.STD_CORRECT, latent, g.std1());
    set(Column.STD_INCORRECT, latent, g.std0());
    set(Column.FREQ_CORRECT, latent, g.freq1());
    set(Column.FREQ_INCORRECT, latent, g.freq0());
    set(Column.FREQ_DIFF, latent, g.freq1() - g.freq0());
    set(Column.POINT_BISERIAL, latent, g.pointBiserial());
    set(Column.STRENGTH_CORRECT, latent, g.fired1() > 0 ? g.mean1() * g.n1() / g.fired1() : Double.NaN);
    set(Column.STRENGTH_INCORRECT, latent, g.fired0() > 0 ? g.mean0() * g.n0() / g.fired0() : Double.NaN);
    if (asked(Column.WELCH_T) || asked(Column.WELCH_DF) || asked(Column.WELCH_P)) {
      Welch welch = Welch.of(g);
      set(Column.WELCH_T, latent, welch.t());
      set(Column.WELCH_DF, latent, welch.df());
      set(Column.WELCH_P, latent, welch.p());
    }
    if (asked(Column.FISHER_P)) {
      set(Column.FISHER_P, latent, fisher.p(g.fired1(), g.fired0()));
    }
  }

  private void intervals(int latent, TwoGroups g, double designEffect) {
    set(Column.DESIGN_EFFECT, latent, designEffect);
    if (asked(Column.HEDGES_G_LOW) || asked(Column.HEDGES_G_HIGH)) {
      Interval d = Interval.ofCohensD(g.cohensD(), g.n1(), g.n0(), designEffect, z);
      set(Column.HEDGES_G_LOW, latent, d.low() * g.smallSample());
      set(Column.HEDGES_G_HIGH, latent, d.high() * g.smallSample());
    }
    if (asked(Column.FREQ_DIFF_LOW) || asked(Column.FREQ_DIFF_HIGH)) {
      Interval difference = Interval.newcombe(g.fired1(), g.n1(), g.fired0(), g.n0(), designEffect, z);
      set(Column.FREQ_DIFF_LOW, latent, difference.low());
      set(Column.FREQ_DIFF_HIGH, latent, difference.high());
    }
  }

  private void detect(int latent, TieBlocks blocks, double designEffect) {
    MannWhitney test = MannWhitney.of(blocks);
    RocArea area = RocArea.of(blocks);
    set(Column.MWU_U, latent, test.u());
    set(Column.MWU_P, latent, test.p());
    set(Column.AUROC, latent, area.auroc());
    set(Column.AUROC_SE, latent, area.se());
    double half = z * area.se() * Math.sqrt(designEffect);
    set(Column.AUROC_LOW, latent, Math.max(0, area.auroc() - half));
    set(Column.AUROC_HIGH, latent, Math.min(1, area.auroc() + half));
    if (asked(Column.AVERAGE_PRECISION) || asked(Column.BEST_F1) || asked(Column.BEST_F1_THRESHOLD) || asked(Column.MCC_AT_BEST_F1)) {
      PrecisionRecall curve = PrecisionRecall.of(blocks);
      set(Column.AVERAGE_PRECISION, latent, curve.averagePrecision());
      set(Column.BEST_F1, latent, curve.bestF1());
      set(Column.BEST_F1_THRESHOLD, latent, curve.threshold());
      set(Column.MCC_AT_BEST_F1, latent, curve.mcc());
    }
  }

  private void strength(int latent, TwoGroups g, TieBlocks blocks) {
    boolean both = g.fired1() > 0 && g.fired0() > 0;
    MannWhitney test = both ? MannWhitney.of(blocks.firing(g)) : new MannWhitney(Double.NaN, Double.NaN);
    set(Column.STRENGTH_AUROC, latent, test.u() / ((double) g.fired1() * g.fired0()));
    set(Column.STRENGTH_P, latent, test.p());
  }

  private boolean asked(Column column) {
    return values[column.ordinal()] != null;
  }

  private void set(Column column, int latent, double value) {
    double[] into = values[column.ordinal()];
    if (into != null) {
      into[latent] = value;
    }
  }
}
