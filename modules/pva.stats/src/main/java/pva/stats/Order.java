package pva.stats;

import java.util.Arrays;

/** Where numbers stand in order, without a box around each. */
final class Order {
  /** Bits of a digit: six digits make a number. */
  private static final int BITS = 11;

  private Order() {
  }

  /** Places of the numbers that are defined, smallest first, equal ones by place: sorted digit by digit, from the lowest up. */
  static int[] ascending(double[] values) {
    long[] keys = new long[values.length];
    int[] places = new int[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        keys[n] = key(values[i]);
        places[n++] = i;
      }
    }
    long[] keysBefore = new long[n];
    int[] placesBefore = new int[n];
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      System.arraycopy(keys, 0, keysBefore, 0, n);
      System.arraycopy(places, 0, placesBefore, 0, n);
      int[] next = starts(keysBefore, shift);
      for (int k = 0; k < n; k++) {
        int to = next[digit(keysBefore[k], shift)]++;
        keys[to] = keysBefore[k];
        places[to] = placesBefore[k];
      }
    }
    return Arrays.copyOf(places, n);
  }

  /** A whole number without sign that is in order where the number is; 0 and -0 are one. */
  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
  }

  /** Where the first key of each digit goes. */
  private static int[] starts(long[] keys, int shift) {
    int[] next = new int[(1 << BITS) + 1];
    for (long key : keys) {
      next[digit(key, shift) + 1]++;
    }
    for (int d = 0; d < 1 << BITS; d++) {
      next[d + 1] += next[d];
    }
    return next;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & (1 << BITS) - 1;
  }
}
