package pva.viz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a value stands along one side of a plot: {@code lo} at pixel {@code from}, {@code hi} at pixel {@code to}.
 *
 * @param lo less than {@code hi}; above 0 on a log scale
 */
record Scale(double lo, double hi, double from, double to, boolean log) {
  Scale {
    if (!(lo < hi) || !Double.isFinite(lo) || !Double.isFinite(hi) || log && lo <= 0) {
      throw new IllegalArgumentException("no scale from " + lo + " to " + hi);
    }
  }

  /** A mark of the axis. */
  record Tick(double value, String label) {
  }

  static Scale linear(double lo, double hi, double from, double to) {
    return new Scale(lo, hi, from, to, false);
  }

  static Scale log(double lo, double hi, double from, double to) {
    return new Scale(lo, hi, from, to, true);
  }

  double at(double value) {
    double share = log ? (StrictMath.log(value) - StrictMath.log(lo)) / (StrictMath.log(hi) - StrictMath.log(lo))
        : (value - lo) / (hi - lo);
    return from + share * (to - from);
  }

  /** Round values within the scale, at most about so many. */
  List<Tick> ticks(int about) {
    return log ? logTicks(about) : linearTicks(about);
  }

  /** The values between the powers of ten of a log scale that are left unnamed; none where they would be too many or are named. */
  List<Double> minorTicks() {
    int first = (int) StrictMath.floor(StrictMath.log10(lo));
    int last = (int) StrictMath.ceil(StrictMath.log10(hi));
    List<Double> minor = new ArrayList<>();
    for (int e = first; log && last - first <= 6 && e < last; e++) {
      for (int m = 2; m <= 9; m++) {
        double value = new BigDecimal(m).scaleByPowerOfTen(e).doubleValue();
        if (value >= lo && value <= hi) {
          minor.add(value);
        }
      }
    }
    return minor;
  }

  private List<Tick> linearTicks(int about) {
    BigDecimal step = roundStep((hi - lo) / about);
    List<Tick> ticks = new ArrayList<>();
    for (long k = (long) StrictMath.ceil(lo / step.doubleValue() - 1e-9); ; k++) {
      BigDecimal value = step.multiply(BigDecimal.valueOf(k));
      if (value.doubleValue() > hi + 1e-9 * (hi - lo)) {
        return ticks;
      }
      ticks.add(new Tick(value.doubleValue(), label(value.doubleValue(), Math.max(0, step.stripTrailingZeros().scale()))));
    }
  }

  /** 1, 2 and 5 times the powers of ten where there is room for them, else powers of ten, some left out where they are many. */
  private List<Tick> logTicks(int about) {
    int first = (int) StrictMath.floor(StrictMath.log10(lo));
    int last = (int) StrictMath.ceil(StrictMath.log10(hi));
    List<Tick> fine = logTicks(first, last, 1, 1, 2, 5);
    int stride = Math.max(1, (int) StrictMath.ceil((last - first - 1.0) / about));
    return fine.size() <= about + 1 ? fine : logTicks(first, last, stride, 1);
  }

  private List<Tick> logTicks(int first, int last, int stride, int... multiples) {
    List<Tick> ticks = new ArrayList<>();
    for (int e = first; e <= last; e += stride) {
      for (int m : multiples) {
        double value = new BigDecimal(m).scaleByPowerOfTen(e).doubleValue();
        if (value >= lo * (1 - 1e-9) && value <= hi * (1 + 1e-9)) {
          ticks.add(new Tick(value, e >= -3 && e <= 4 ? Numbers.fixed(value, Math.max(0, -e)) : m == 1 ? Numbers.powerOfTen(e)
              : Numbers.significant(value, 1)));
        }
      }
    }
    return ticks;
  }

  private static String label(double value, int decimals) {
    return decimals > 5 || Math.abs(value) >= 1e9 ? Numbers.significant(value, 3) : Numbers.fixed(value, decimals);
  }

  /** 1, 2 or 5 times a power of ten, near {@code wanted}. */
  private static BigDecimal roundStep(double wanted) {
    int exponent = (int) StrictMath.floor(StrictMath.log10(wanted));
    for (int m : new int[] {1, 2, 5}) {
      BigDecimal step = new BigDecimal(m).scaleByPowerOfTen(exponent);
      if (step.doubleValue() >= 0.7 * wanted) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }
}
