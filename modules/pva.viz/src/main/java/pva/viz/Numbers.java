package pva.viz;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as a reader sees them: a dash where there is none, a true minus sign, never a negative zero.
 *
 * <p>All rounding goes through the exact decimal value of the double, so that every Java version writes the same digits.
 */
final class Numbers {
  static final String NONE = "–";

  private Numbers() {
  }

  static String fixed(double v, int decimals) {
    return Double.isFinite(v) ? grouped(new BigDecimal(v).setScale(decimals, RoundingMode.HALF_EVEN)) : notFinite(v);
  }

  /** With its sign, also where it is plus: {@code +0.31}. */
  static String signed(double v, int decimals) {
    String text = fixed(v, decimals);
    boolean positive = v > 0 && Double.isFinite(v) && new BigDecimal(v).setScale(decimals, RoundingMode.HALF_EVEN).signum() > 0;
    return positive ? "+" + text : text;
  }

  /** To so many significant digits; whole digits are never rounded away, and very small or large values are written as a power of ten. */
  static String significant(double v, int digits) {
    if (!Double.isFinite(v) || v == 0) {
      return v == 0 ? "0" : notFinite(v);
    }
    BigDecimal rounded = new BigDecimal(v).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent > 8) {
      return sign(rounded) + rounded.unscaledValue().abs().toString().replaceFirst("(\\d)(\\d+)", "$1.$2") + "×" + powerOfTen(exponent);
    }
    return fixed(v, Math.max(0, digits - 1 - exponent));
  }

  static String count(long n) {
    return grouped(BigDecimal.valueOf(n));
  }

  /** A share as per cent, to two digits: {@code 33 %}, {@code 3.3 %}, {@code 0.021 %}; 100 % is said of all alone. */
  static String percent(double share) {
    double p = 100 * share;
    if (!Double.isFinite(p)) {
      return NONE;
    }
    if (p > 99 && p < 100) {
      return p > 99.9 ? "> 99.9 %" : fixed(p, 1) + " %";
    }
    return (p == 0 ? "0" : significant(p, 2)) + " %";
  }

  /** A share that somebody set, with the digits he set: 0.02 is {@code 2 %}. */
  static String percentAsSet(double share) {
    return Double.isFinite(share) ? BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %" : NONE;
  }

  /** {@code 10⁻³}. */
  static String powerOfTen(int exponent) {
    StringBuilder out = new StringBuilder("10");
    for (char c : Integer.toString(exponent).toCharArray()) {
      out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return out.toString();
  }

  /** A place in a drawing: at most two decimals, no trailing zeros, plain ASCII. */
  static String coordinate(double v) {
    BigDecimal rounded = new BigDecimal(v).setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  private static String grouped(BigDecimal v) {
    String digits = v.abs().toPlainString();
    int end = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
    StringBuilder out = new StringBuilder(digits);
    for (int i = end - 3; i > 0; i -= 3) {
      out.insert(i, ',');
    }
    return sign(v) + out;
  }

  private static String sign(BigDecimal v) {
    return v.signum() < 0 ? "−" : "";
  }

  private static String notFinite(double v) {
    return Double.isNaN(v) ? NONE : v > 0 ? "∞" : "−∞";
  }
}
