package pva.analysis.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pva.analysis.step.Detections;
import pva.analysis.step.DetectorResult;
import pva.analysis.step.Detectors;
import pva.analysis.text.Words;
import pva.viz.CurvesFigure;
import pva.viz.Figure;
import pva.viz.Figures;
import pva.viz.ReliabilityFigure;

/** The figures of detection: curves of the latent and of what it is held against, and its calibration. */
final class DetectionFigures {
  /** So many curves can be told apart. */
  private static final int MOST = 6;

  private final Detections found;
  private final String rows;

  private DetectionFigures(Detections found) {
    this.found = found;
    this.rows = Words.count((long) found.latent().figure("rows")) + " rows that did not choose what is measured on them";
  }

  static List<Figure> of(Detections found) {
    DetectionFigures figures = new DetectionFigures(found);
    double prevalence = found.latent().figure("prevalence");
    return List.of(figures.curves(CurvesFigure.Kind.ROC, "roc", "auroc", Double.NaN),
        figures.curves(CurvesFigure.Kind.PRECISION_RECALL, "precision_recall", "average_precision", prevalence),
        figures.curves(CurvesFigure.Kind.RISK_COVERAGE, "risk_coverage", "risk_area", 1 - prevalence), figures.calibration());
  }

  private Figure curves(CurvesFigure.Kind kind, String line, String value, double base) {
    List<CurvesFigure.Curve> curves = new ArrayList<>();
    curves.add(curve(found.latent(), line, value, true));
    found.detectors().stream().skip(1).filter(d -> !Detectors.ABOUT_LENGTHS.contains(d.id()))
        .sorted(Comparator.comparingDouble(d -> -d.figure("auroc"))).limit(MOST - 1)
        .forEach(d -> curves.add(curve(d, line, value, false)));
    return Figures.curves(new CurvesFigure(kind, curves, base, rows));
  }

  private static CurvesFigure.Curve curve(DetectorResult d, String line, String value, boolean banded) {
    List<double[]> arrays = d.lines().get(line);
    boolean band = banded && arrays.get(2).length > 0;
    double[] none = new double[0];
    String interval = Double.isNaN(d.figure(value + "_low")) ? "" : " (" + Words.number(d.figure(value + "_low")) + " to "
        + Words.number(d.figure(value + "_high")) + ")";
    String what = line.equals("roc") ? "AUROC " : line.equals("risk_coverage") ? "mean risk " : "average precision ";
    return new CurvesFigure.Curve(d.name(), what + Words.number(d.figure(value)) + interval, arrays.get(0), arrays.get(1),
        band ? arrays.get(0) : none, band ? arrays.get(2) : none, band ? arrays.get(3) : none);
  }

  private Figure calibration() {
    DetectorResult latent = found.latent();
    return Figures.reliability(new ReliabilityFigure(latent.name(), latent.bins().stream()
        .map(b -> new ReliabilityFigure.Bin(b[0], b[1], b[2], b[3], (int) b[4])).toList(), latent.figure("brier"),
        latent.figure("brier_of_prevalence"), latent.figure("ece"), rows));
  }
}
