package pva.stats;

import java.util.Arrays;

/** Where numbers stand in order, without a box around each. */
final class Order {
  private Order() {
  }

  /** Places of the numbers that are defined, smallest first, equal ones by place. */
  static int[] ascending(double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int[] next = new int[sorted.length];
    int[] places = new int[sorted.length];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        int first = firstAt(sorted, values[i]);
        places[first + next[first]++] = i;
      }
    }
    return places;
  }

  private static int firstAt(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
