package pva.code;

import java.util.List;

/**
 * How alike two pieces of code are: {@code 2 c / (m + n)}, where the two have m and n tokens ({@link CodeTokens}) and c is the
 * length of their longest common subsequence. 1 for the same tokens, 0 for none in common; layout and comments do not count.
 * It is the share of tokens that need neither be taken out nor put in (normalised indel similarity).
 */
public final class CodeSimilarity {
  private CodeSimilarity() {
  }

  /** 1 where neither has a token. */
  public static double of(String one, String other) {
    List<String> a = CodeTokens.of(one);
    List<String> b = CodeTokens.of(other);
    return a.isEmpty() && b.isEmpty() ? 1 : 2.0 * common(a, b) / (a.size() + b.size());
  }

  /** Length of the longest common subsequence, row by row of the usual table. */
  private static int common(List<String> a, List<String> b) {
    int[] row = new int[b.size() + 1];
    for (String token : a) {
      int diagonal = 0;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        row[j] = token.equals(b.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[b.size()];
  }
}
