package pva.code;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How much a text repeats itself: the share of its runs of four tokens that were there before (seq-rep-4 of Welleck et al. 2020,
 * here on the tokens of {@link CodeTokens}).
 */
public final class Repetition {
  /** A text of which more than this share is repeated has run into a loop. */
  public static final double DEGENERATE = 0.5;
  private static final int RUN = 4;

  private Repetition() {
  }

  /** 0 for a text of fewer than four tokens. */
  public static double of(String code) {
    List<String> tokens = CodeTokens.of(code);
    int runs = tokens.size() - RUN + 1;
    if (runs <= 0) {
      return 0;
    }
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < runs; i++) {
      seen.add(tokens.subList(i, i + RUN));
    }
    return 1 - (double) seen.size() / runs;
  }
}
