package pva.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows by group: rows of one task are not independent, so they move, count and are drawn together.
 *
 * @param of the group of each row, numbered in order of first appearance
 * @param rows the rows of each group, ascending
 */
record Grouping(int[] of, int[][] rows) {

  static Grouping of(List<String> names) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] of = names.stream().mapToInt(name -> numbers.computeIfAbsent(name, n -> numbers.size())).toArray();
    return of(of, numbers.size());
  }

  /** Groups already numbered from 0. */
  static Grouping of(int[] of, int groups) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      rows.add(new ArrayList<>());
    }
    for (int r = 0; r < of.length; r++) {
      rows.get(of[r]).add(r);
    }
    return new Grouping(of, rows.stream().map(g -> g.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new));
  }

  /** Every row by itself. */
  static Grouping single(int rows) {
    int[] of = new int[rows];
    Arrays.setAll(of, r -> r);
    return of(of, rows);
  }

  int count() {
    return rows.length;
  }
}
