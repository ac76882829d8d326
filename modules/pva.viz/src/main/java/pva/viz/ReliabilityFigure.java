package pva.viz;

import java.util.List;

/**
 * What the figure of calibration shows.
 *
 * @param detector whose probabilities these are
 * @param bins ascending; only those that hold rows
 * @param brier mean squared error of the probability
 * @param brierOfPrevalence the same of always saying the prevalence
 * @param ece expected calibration error over these bins
 * @param rows which rows these are, in words
 */
public record ReliabilityFigure(String detector, List<Bin> bins, double brier, double brierOfPrevalence, double ece, String rows) {
  public ReliabilityFigure {
    bins = List.copyOf(bins);
  }

  /** Rows with similar probabilities: what was said, and what came; {@code low} and {@code high} bound the latter (95 %). */
  public record Bin(double predicted, double observed, double low, double high, int rows) {
  }
}
