package pva.model;

/** Where a text that is being generated ends, apart from its end token. */
@FunctionalInterface
public interface StopRule {
  /** Only the end token ends a text. */
  StopRule NONE = text -> -1;

  /**
   * Asked after every token.
   *
   * @param text what was generated so far
   * @return how many characters of it belong to the text, or -1 where it goes on
   */
  int end(String text);
}
