package pva.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The same tasks judged twice, and how many changed sides. Tasks that did not change tell nothing about a difference.
 *
 * @param gained wrong before, right after
 * @param lost right before, wrong after
 */
public record McNemar(int gained, int lost) {
  public McNemar {
    if (gained < 0 || lost < 0) {
      throw new IllegalArgumentException(gained + " gained, " + lost + " lost");
    }
  }

  /** Counts the changes between two judgements of the same tasks. */
  public static McNemar of(boolean[] before, boolean[] after) {
    if (before.length != after.length) {
      throw new IllegalArgumentException(before.length + " judgements before, " + after.length + " after");
    }
    int gained = 0;
    int lost = 0;
    for (int i = 0; i < before.length; i++) {
      gained += !before[i] && after[i] ? 1 : 0;
      lost += before[i] && !after[i] ? 1 : 0;
    }
    return new McNemar(gained, lost);
  }

  /** Tasks won less tasks lost. */
  public int net() {
    return gained - lost;
  }

  /** The exact two-sided p: twice the binomial tail of the smaller count under even odds, at most 1; 1 where nothing changed. */
  public double p() {
    int changed = gained + lost;
    return changed == 0 ? 1
        : Math.min(1, 2 * BinomialDistribution.of(changed, 0.5).cumulativeProbability(Math.min(gained, lost)));
  }
}
