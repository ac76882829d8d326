package pva.stats;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A column of the score table: one number a latent, NaN where it is not defined. In the order of the table. */
public enum Column {
  /** Unsigned: |mean difference| / pooled deviation, ddof 1, 1e-8 added to each group's deviation; 0 for a latent that never fires. */
  SEPARATION,
  /** (mean of correct − mean of incorrect) / pooled deviation, ddof 1; undefined where neither group varies. */
  COHENS_D,
  /** Cohen's d × (1 − 3 / (4 n − 9)): d without its small-sample bias. */
  HEDGES_G,
  MEAN_CORRECT, MEAN_INCORRECT, STD_CORRECT, STD_INCORRECT,
  /** Share of the group's rows on which the latent fires. */
  FREQ_CORRECT, FREQ_INCORRECT, FREQ_DIFF,
  /** Two-sided Welch test; undefined where neither group varies, save that two different constants have p = 0. */
  WELCH_T, WELCH_DF, WELCH_P,
  /** Two-sided Mann-Whitney test: normal approximation with ties and continuity; U counts the pairs won by correct rows. */
  MWU_U, MWU_P,
  /** Two-sided Fisher test of firing against correctness. */
  FISHER_P,
  /** Share of (correct, incorrect) pairs in which the correct row is higher, ties counting half; DeLong's standard error. */
  AUROC, AUROC_SE,
  AVERAGE_PRECISION,
  /** The rule "activation ≥ threshold" with the largest F1 over the values that occur; of equal ones the highest threshold. */
  BEST_F1, BEST_F1_THRESHOLD, MCC_AT_BEST_F1,
  /** {@link #WELCH_P} adjusted over all tested latents. */
  Q_BH, Q_BY, P_HOLM, P_BONFERRONI,
  /** 95 % intervals of {@link #HEDGES_G}, {@link #FREQ_DIFF} (Newcombe) and {@link #AUROC} (DeLong), widened by {@link #DESIGN_EFFECT}. */
  HEDGES_G_LOW, HEDGES_G_HIGH, FREQ_DIFF_LOW, FREQ_DIFF_HIGH, AUROC_LOW, AUROC_HIGH,
  /** Pearson's correlation of activation and correctness. */
  POINT_BISERIAL,
  /** How strongly a latent fires where it fires: means over the group's firing rows, AUROC and Mann-Whitney p among firing rows. */
  STRENGTH_CORRECT, STRENGTH_INCORRECT, STRENGTH_AUROC, STRENGTH_P,
  /** By how much rows that share tasks count less than independent ones (Moulton); 1 where every row is a task. */
  DESIGN_EFFECT,
  /** Westfall-Young adjusted p of {@link #WELCH_T}; made by {@link MaxT}, not by {@link Scoring}. */
  P_MAXT,
  /** Standardised difference, p and adjusted p by permutations of whole tasks; made by {@link TaskTest}. */
  TASK_Z, TASK_P, Q_BH_TASK, Q_BY_TASK;

  /** Those that need the order of the values. */
  static final Set<Column> RANKED = Collections.unmodifiableSet(EnumSet.of(MWU_U, MWU_P, AUROC, AUROC_SE, AVERAGE_PRECISION,
      BEST_F1, BEST_F1_THRESHOLD, MCC_AT_BEST_F1, AUROC_LOW, AUROC_HIGH, STRENGTH_AUROC, STRENGTH_P));

  /** Those that adjust {@link #WELCH_P}. */
  static final Set<Column> ADJUSTED = Collections.unmodifiableSet(EnumSet.of(Q_BH, Q_BY, P_HOLM, P_BONFERRONI));

  /** Everything {@link Scoring} computes: all columns up to {@link #DESIGN_EFFECT}. */
  public static Set<Column> scored() {
    return EnumSet.range(SEPARATION, DESIGN_EFFECT);
  }

  /** What permutations of whole tasks give: all columns from {@link #P_MAXT} on. */
  public static Set<Column> permuted() {
    return EnumSet.range(P_MAXT, Q_BY_TASK);
  }

  /** The column's name in tables, such as {@code cohens_d}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
