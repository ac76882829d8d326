package pva.analysis.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.stats.Calibration;
import pva.stats.Calls;
import pva.stats.Comparison;
import pva.stats.Curve;
import pva.stats.Detection;
import pva.stats.Estimate;
import pva.stats.Evaluation;
import pva.stats.RiskCoverage;
import pva.stats.Selection;

/** Every figure and curve of a detector that was measured, by the names that tables and records have for them. */
final class Measured {
  private Measured() {
  }

  /** @param latent what it is held against; the same evaluation where this is the latent */
  static DetectorResult result(Detectors d, Evaluation e, Evaluation latent, int threads) {
    Map<String, Double> figures = figures(e);
    if (e != latent) {
      Comparison less = Comparison.of(latent, e, threads);
      estimate(figures, "latent_less_this", less.difference());
      figures.put("latent_less_this_p", less.p());
    }
    Map<String, List<double[]>> lines = new LinkedHashMap<>();
    lines.put("roc", curve(e.roc()));
    lines.put("precision_recall", curve(e.precisionRecall()));
    lines.put("risk_coverage", curve(e.risk()));
    return new DetectorResult(d.id(), e.name(), e.selections().stream().map(s -> s.rule().describe()).toList(), figures, lines,
        e.calibration().bins().stream().map(b -> new double[] {b.predicted(), b.observed().value(), b.observed().interval().low(),
            b.observed().interval().high(), b.rows()}).toList());
  }

  private static Map<String, Double> figures(Evaluation e) {
    Map<String, Double> figures = new LinkedHashMap<>();
    Detection found = e.detection();
    figures.put("rows", (double) found.rows());
    figures.put("repeats", (double) found.repeats());
    figures.put("correct", (double) found.positives());
    figures.put("tasks", (double) found.tasks());
    estimate(figures, "auroc", found.auroc());
    estimate(figures, "average_precision", found.averagePrecision());
    figures.put("prevalence", found.prevalence());
    Calls atF1 = found.atF1();
    figures.put("f1_threshold", atF1.threshold());
    estimate(figures, "f1", atF1.f1());
    figures.put("all_positive_f1", found.allPositiveF1());
    estimate(figures, "mcc", found.atBalanced().mcc());
    estimate(figures, "balanced_accuracy", found.atBalanced().balancedAccuracy());
    Calibration calibration = e.calibration();
    figures.put("brier", calibration.brier());
    figures.put("brier_of_prevalence", calibration.brierOfPrevalence());
    figures.put("ece", calibration.ece());
    RiskCoverage risk = e.riskCoverage();
    figures.put("risk_area", risk.area());
    figures.put("risk_at_half", risk.riskAt(0.5));
    figures.put("risk_of_all", risk.riskOfAll());
    figures.put("select_auroc", e.selections().stream().mapToDouble(Selection::selectAuroc).average().orElse(Double.NaN));
    figures.put("candidates", (double) e.selections().get(0).candidates());
    return figures;
  }

  private static void estimate(Map<String, Double> figures, String name, Estimate e) {
    figures.put(name, e.value());
    figures.put(name + "_low", e.interval().low());
    figures.put(name + "_high", e.interval().high());
  }

  private static List<double[]> curve(Curve c) {
    return List.of(c.x(), c.y(), c.low(), c.high());
  }
}
