package pva.data;

import java.util.ArrayList;
import java.util.List;

/** Where something was found, told without flooding the reader. */
final class Places {
  private static final int SHOWN = 5;
  private final List<String> first = new ArrayList<>();
  private int count;

  void add(String place) {
    count++;
    if (first.size() < SHOWN) {
      first.add(place);
    }
  }

  int count() {
    return count;
  }

  boolean none() {
    return count == 0;
  }

  /** {@code 7 rows (row 1, row 2, row 3, row 5, row 8 and 2 more)}. */
  @Override
  public String toString() {
    String more = count > first.size() ? " and " + (count - first.size()) + " more" : "";
    return count + (count == 1 ? " row (" : " rows (") + String.join(", ", first) + more + ")";
  }
}
