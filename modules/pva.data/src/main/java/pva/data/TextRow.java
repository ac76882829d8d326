package pva.data;

import java.util.Objects;

/**
 * A text to run through a model.
 *
 * @param text the whole text
 * @param prompt the part of it (its beginning) that was given, empty where the file does not tell
 */
public record TextRow(String text, String prompt) {

  public TextRow {
    Objects.requireNonNull(text);
    if (!text.startsWith(prompt)) {
      throw new IllegalArgumentException("a text begins with its prompt");
    }
  }
}
