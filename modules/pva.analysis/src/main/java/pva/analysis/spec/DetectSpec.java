package pva.analysis.spec;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Which figures of detection the tables show; none named = all. */
public record DetectSpec(Set<Figure> figures) {
  public DetectSpec {
    figures = figures.isEmpty() ? all().figures() : Collections.unmodifiableSet(EnumSet.copyOf(figures));
  }

  public static DetectSpec all() {
    return new DetectSpec(EnumSet.allOf(Figure.class));
  }

  /** A figure, or a group of figures that belong together. */
  public enum Figure {
    /** Area under the ROC curve. */
    AUROC,
    /** Average precision, beside the prevalence that guessing has. */
    AVERAGE_PRECISION,
    /** F1, beside the F1 of calling every row correct. */
    F1,
    /** Matthews' correlation. */
    MCC,
    BALANCED_ACCURACY,
    /** Brier score, expected calibration error, and the reliability figure. */
    CALIBRATION,
    /** Risk against coverage: what is gained by abstaining. */
    RISK_COVERAGE
  }
}
