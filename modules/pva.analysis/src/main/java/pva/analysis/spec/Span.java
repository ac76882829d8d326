package pva.analysis.spec;

/** A place in a script: line and column from 1, and how many characters it covers. */
public record Span(int line, int column, int length) {
  public Span {
    if (line < 1 || column < 1 || length < 1) {
      throw new IllegalArgumentException("a span starts at 1:1 and covers a character: " + line + ":" + column + " +" + length);
    }
  }
}
