package pva.model;

import pva.base.PvaException;

/** Which tokens of a text are read. */
public enum Position {
  /** The last token. */
  FINAL("final"),
  /** The last token that starts before the prompt ends, in the tokens of the whole text. */
  LAST_PROMPT("prompt"),
  /** Every token, special ones included. */
  ALL("all");

  private final String word;

  Position(String word) {
    this.word = word;
  }

  /** {@code final}, {@code prompt} or {@code all}. */
  public String word() {
    return word;
  }

  /** Fails with PVA-MODEL-013 on any other word. */
  public static Position parse(String word) {
    for (Position p : values()) {
      if (p.word.equals(word)) {
        return p;
      }
    }
    throw PvaException.usage("PVA-MODEL-013", "unknown position `" + word + "`").help("write final, prompt or all");
  }
}
