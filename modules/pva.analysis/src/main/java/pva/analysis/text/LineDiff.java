package pva.analysis.text;

import java.util.ArrayList;
import java.util.List;

/** The lines that one text has and another has not, by their longest common subsequence. */
public final class LineDiff {
  private LineDiff() {
  }

  /** {@code - line} for lines of the first alone, {@code + line} for those of the second, in the texts' order; blank ones left out. */
  public static List<String> of(String before, String after) {
    List<String> a = before.lines().toList();
    List<String> b = after.lines().toList();
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] = a.get(i).equals(b.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        i++;
        j++;
      } else if (j == b.size() || i < a.size() && common[i + 1][j] >= common[i][j + 1]) {
        add(lines, "- ", a.get(i++));
      } else {
        add(lines, "+ ", b.get(j++));
      }
    }
    return lines;
  }

  private static void add(List<String> lines, String mark, String line) {
    if (!line.isBlank()) {
      lines.add(mark + line.strip());
    }
  }
}
