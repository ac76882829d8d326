package pva.stats;

/**
 * How intervals are drawn: whole tasks with replacement, so many times.
 *
 * @param count number of resamples, at least 1
 * @param seed resample k depends on the seed and on k alone
 * @param level coverage of the intervals, such as 0.95
 */
public record Resampling(int count, long seed, double level) {

  public Resampling {
    if (count < 1 || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException(count + " resamples at level " + level);
    }
  }

  /** 1,000 resamples, 95 % intervals. */
  public static Resampling standard() {
    return new Resampling(1000, 1, 0.95);
  }
}
