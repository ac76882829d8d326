package pva.base;

/**
 * Where long work says how far it is. The work counts units (tokens, rows, documents); whoever shows it adds the rate and
 * the time left.
 */
public interface Progress {
  /** Nobody watches. */
  Progress NONE = (what, total, unit) -> units -> { };

  /**
   * Starts a piece of work.
   *
   * @param what what is being done, such as {@code extract layer 4}
   * @param total units in all, or 0 where nobody knows
   * @param unit the unit's name, in the plural
   */
  Task start(String what, long total, String unit);

  /** One piece of work; closing it ends its line. */
  @FunctionalInterface
  interface Task extends AutoCloseable {
    void advance(long units);

    @Override
    default void close() {
    }
  }

  /** A remark that belongs in the log and before the reader's eyes: a warning, a choice made for him. */
  default void note(String line) {
  }
}
