package pva.sae;

import java.util.Arrays;

/**
 * Which latents of a vector may fire, of those whose score is above their threshold and above 0.
 *
 * @param k how many are left at most: of all latents, or one in each of k groups of neighbours; 0 = all
 */
public record Selection(Kind kind, int k) {
  /** What the latents compete in. */
  public enum Kind {
    /** Not at all: each for itself. */
    ALL,
    /** The k largest. */
    TOP,
    /** The k largest by magnitude, with their sign: the only kind that leaves negative activations. */
    TOP_BY_MAGNITUDE,
    /** The largest of each of k groups, the first of equals. */
    GROUP_MAXIMUM
  }

  public static final Selection ALL = new Selection(Kind.ALL, 0);

  public static Selection top(int k) {
    return new Selection(Kind.TOP, k);
  }

  boolean signed() {
    return kind == Kind.TOP_BY_MAGNITUDE;
  }

  /** How many of any block of latents can be among the chosen; 0 = all. */
  int perBlock() {
    return kind == Kind.TOP || signed() ? k : 0;
  }

  /** Marks in {@code chosen} those that fire, of {@code n} candidates in ascending order of latents. */
  void choose(int[] latents, float[] scores, int n, int dSae, boolean[] chosen) {
    Arrays.fill(chosen, 0, n, kind == Kind.ALL);
    if (kind == Kind.GROUP_MAXIMUM) {
      chooseGroups(latents, scores, n, dSae / k, chosen);
    } else if (kind != Kind.ALL) {
      chooseLargest(scores, n, chosen);
    }
  }

  private static void chooseGroups(int[] latents, float[] scores, int n, int size, boolean[] chosen) {
    int best = -1;
    for (int i = 0; i < n; i++) {
      boolean same = best >= 0 && latents[best] / size == latents[i] / size;
      if (same && scores[i] > scores[best]) {
        chosen[best] = false;
      }
      if (!same || scores[i] > scores[best]) {
        best = i;
        chosen[i] = true;
      }
    }
  }

  /** Of equal scores the lower latents. */
  private void chooseLargest(float[] scores, int n, boolean[] chosen) {
    float[] sorted = Arrays.copyOf(scores, n);
    Arrays.sort(sorted);
    float last = n > k ? sorted[n - k] : Float.NEGATIVE_INFINITY;
    int left = Math.min(k, n);
    for (int i = 0; i < n; i++) {
      chosen[i] = scores[i] > last;
      left -= chosen[i] ? 1 : 0;
    }
    for (int i = 0; i < n && left > 0; i++) {
      if (!chosen[i] && scores[i] >= last) {
        chosen[i] = true;
        left--;
      }
    }
  }
}
