package pva.stats;

import java.util.List;

/**
 * What a selection, or a detector over the folds of a nested cross-validation, is worth on rows that were never selected on.
 */
public final class Evaluation {
  private final List<Selection> selections;
  private final ScoredRows rows;
  private final Resampling resampling;
  private final Detection detection;
  private final int threads;

  private Evaluation(List<Selection> selections, ScoredRows rows, Resampling resampling, int threads) {
    this.selections = List.copyOf(selections);
    this.rows = rows;
    this.resampling = resampling;
    this.threads = threads;
    Thresholds thresholds = selections.size() == 1 ? selections.get(0).thresholds() : new Thresholds(Double.NaN, Double.NaN);
    this.detection = Detection.of(rows, thresholds, bootstrap(), threads);
  }

  /**
   * The report's figures of one selection.
   *
   * @param inputs what was selected on, or that of the second dataset whose rows {@code report} is
   * @throws pva.base.PvaException PVA-STAT-009 where the report rows are not those of the selection's own split, and not another
   *     dataset without its tasks
   */
  public static Evaluation of(Selection selection, Inputs inputs, ReportRows report, Resampling resampling, int threads) {
    return new Evaluation(List.of(selection), ScoredRows.of(inputs, List.of(selection), List.of(report)), resampling, threads);
  }

  /** Selects anew in every fold of {@link Split#folds} and reports on each fold's rows. */
  public static Evaluation across(Detector detector, Inputs inputs, List<Split> folds, Resampling resampling, int threads) {
    Selection[] chosen = new Selection[folds.size()];
    Parallel.pieces(folds.size(), 1, threads, (from, to) -> chosen[from] = Selection.of(detector, inputs, folds.get(from).select(),
        folds.get(from).tune()));
    List<Selection> selections = List.of(chosen);
    return new Evaluation(selections, ScoredRows.of(inputs, selections, folds.stream().map(Split::report).toList()), resampling, threads);
  }

  /** The detector's name. */
  public String name() {
    return selections.get(0).name();
  }

  /** One, or one a fold. */
  public List<Selection> selections() {
    return selections;
  }

  public Detection detection() {
    return detection;
  }

  public Calibration calibration() {
    return Calibration.of(rows.probability(), rows.correct(), rows.repeats(), resampling.level());
  }

  public RiskCoverage riskCoverage() {
    return RiskCoverage.of(rows);
  }

  /** Risk against coverage with its band. */
  public Curve risk() {
    return Curve.risk(rows, bootstrap(), threads);
  }

  public Curve roc() {
    return Curve.roc(rows, bootstrap(), threads);
  }

  public Curve precisionRecall() {
    return Curve.precisionRecall(rows, bootstrap(), threads);
  }

  ScoredRows rows() {
    return rows;
  }

  Resampling resampling() {
    return resampling;
  }

  Bootstrap bootstrap() {
    return Bootstrap.within(rows.strata(), rows.groups(), resampling);
  }
}
