package pva.viz;

import java.util.List;

/**
 * What a figure of detectors shows: one curve a detector.
 *
 * @param kind which curve
 * @param curves the first one is the latent's; the others are what it is held against
 * @param base what guessing has: the prevalence in a precision-recall figure, the share of wrong answers in a risk-coverage one; not
 *     used in a ROC figure
 * @param rows which rows these are, in words, such as {@code 400 rows that chose nothing}
 */
public record CurvesFigure(Kind kind, List<Curve> curves, double base, String rows) {
  public CurvesFigure {
    curves = List.copyOf(curves);
  }

  /** Which curve. */
  public enum Kind {
    ROC, PRECISION_RECALL, RISK_COVERAGE
  }

  /**
   * One detector; the arrays are not copied.
   *
   * @param value its figure with the interval, in words
   * @param x ascending, 0 to 1
   * @param low lower end of the pointwise 95 % band, at {@code bandX}; empty = no band
   */
  public record Curve(String name, String value, double[] x, double[] y, double[] bandX, double[] low, double[] high) {
    public Curve {
      if (x.length != y.length || bandX.length != low.length || low.length != high.length) {
        throw new IllegalArgumentException("the curve of " + name + " has arrays of different lengths");
      }
    }
  }
}
