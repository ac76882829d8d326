package pva.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether probabilities mean what they say.
 *
 * @param brier mean squared distance of probability and label; see {@link #brierOfPrevalence}
 * @param brierOfPrevalence what giving every row the share of correct ones would have: prevalence × (1 − prevalence)
 * @param ece expected calibration error: mean |share correct − mean probability| over bins, weighed by rows (Naeini et al. 2015)
 * @param bins the reliability figure: bins of equal width, those without rows left out
 */
public record Calibration(double brier, double brierOfPrevalence, double ece, List<Bin> bins) {
  static final int BINS = 10;

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Rows whose probability lies from {@code low} to below {@code high}.
   *
   * @param predicted mean probability
   * @param observed share of correct rows, with Wilson's interval
   */
  public record Bin(double low, double high, int rows, double predicted, Estimate observed) {
  }

  /** @param repeats how often each row is among these */
  static Calibration of(double[] probability, boolean[] correct, int repeats, double level) {
    int n = probability.length;
    int[] rows = new int[BINS];
    int[] hits = new int[BINS];
    double[] sum = new double[BINS];
    double square = 0;
    for (int i = 0; i < n; i++) {
      int bin = Math.min(BINS - 1, (int) (probability[i] * BINS));
      double off = probability[i] - (correct[i] ? 1 : 0);
      rows[bin]++;
      hits[bin] += correct[i] ? 1 : 0;
      sum[bin] += probability[i];
      square += off * off;
    }
    List<Bin> bins = new ArrayList<>();
    double ece = 0;
    for (int b : IntStream.range(0, BINS).filter(b -> rows[b] > 0).toArray()) {
      double observed = (double) hits[b] / rows[b];
      ece += Math.abs(sum[b] - hits[b]) / n;
      int once = Math.max(1, Math.round((float) rows[b] / repeats));
      bins.add(new Bin((double) b / BINS, (b + 1.0) / BINS, once, sum[b] / rows[b],
          new Estimate(observed, Interval.wilson(Math.round(observed * once), once, level))));
    }
    double share = (double) Arrays.stream(hits).sum() / n;
    return new Calibration(square / n, share * (1 - share), ece, bins);
  }
}
