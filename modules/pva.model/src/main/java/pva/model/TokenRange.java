package pva.model;

/** Tokens of a text: those from {@code from} to before {@code end}. */
public record TokenRange(int from, int end) {
  public TokenRange {
    if (from < 0 || from >= end) {
      throw new IllegalArgumentException("tokens " + from + " to before " + end);
    }
  }
}
