package pva.stats;

import java.util.HashSet;
import java.util.Set;

import pva.base.PvaException;

/**
 * What a detector chose on the select and tune rows: a rule, its thresholds and its calibration. The only thing that can be
 * evaluated, and only on the report rows of the same split, or on another dataset.
 */
public final class Selection {
  private final String name;
  private final Rule rule;
  private final long candidates;
  private final double selectAuroc;
  private final Thresholds thresholds;
  private final Platt platt;
  private final SelectRows select;
  private final TuneRows tune;

  private Selection(String name, Detector.Fitted fitted, double selectAuroc, Thresholds thresholds, Platt platt, SelectRows select,
      TuneRows tune) {
    this.name = name;
    this.rule = fitted.rule();
    this.candidates = fitted.candidates();
    this.selectAuroc = selectAuroc;
    this.thresholds = thresholds;
    this.platt = platt;
    this.select = select;
    this.tune = tune;
  }

  /**
   * Fits the detector. Thresholds and calibration come from the tune rows, or from the select rows where the split has no tune
   * rows.
   */
  public static Selection of(Detector detector, Inputs inputs, SelectRows select, TuneRows tune) {
    requireSameSplit(select, tune);
    Detector.Fitted fitted = detector.fit(inputs, select, tune);
    Rows last = tune.size() > 0 ? tune : select;
    double[] scores = scores(fitted.rule(), inputs, last);
    double[] seen = scores(fitted.rule(), inputs, select);
    return new Selection(detector.name(), fitted, RocArea.of(TieBlocks.of(seen, Labels.of(select.correct()))).auroc(),
        Thresholds.of(scores, last.correct()), Platt.fit(scores, last.correct()), select, tune);
  }

  /** The detector's name. */
  public String name() {
    return name;
  }

  public Rule rule() {
    return rule;
  }

  /** How many rules it was chosen among: layers × latents × signs. */
  public long candidates() {
    return candidates;
  }

  /** How good it looked where it was chosen; not a finding, but the optimism to hold against the report's AUROC. */
  public double selectAuroc() {
    return selectAuroc;
  }

  public Thresholds thresholds() {
    return thresholds;
  }

  Platt platt() {
    return platt;
  }

  /** The report rows' scores; fails with PVA-STAT-009 where they belong to another split or share a task with the chosen-on rows. */
  double[] scores(Inputs inputs, ReportRows report) {
    requireUnseen(report);
    return scores(rule, inputs, report);
  }

  private void requireUnseen(ReportRows report) {
    if (report.split().equals(select.split())) {
      return;
    }
    if (!report.whole()) {
      throw PvaException.failed("PVA-STAT-009", "the report rows belong to another split than the rows that selected: "
          + "some of them may have been chosen on").help("select and report with one split");
    }
    Set<String> seen = new HashSet<>(select.tasks());
    seen.addAll(tune.tasks());
    report.tasks().stream().filter(seen::contains).findFirst().ifPresent(task -> {
      throw PvaException.failed("PVA-STAT-009", "task " + task + " of the second dataset was selected on in the first")
          .help("take a dataset of other tasks, or name its tasks apart");
    });
  }

  private static double[] scores(Rule rule, Inputs inputs, Rows rows) {
    return ((RowScores) rule).scores(inputs, rows.rows());
  }

  private static void requireSameSplit(SelectRows select, TuneRows tune) {
    if (!select.split().equals(tune.split())) {
      throw PvaException.failed("PVA-STAT-009", "the tune rows belong to another split than the select rows")
          .help("select and tune with one split");
    }
  }
}
