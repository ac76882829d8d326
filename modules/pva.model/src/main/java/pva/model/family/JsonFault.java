package pva.model.family;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Why and where a JSON file cannot be read, in words for its reader. */
public final class JsonFault {
  private JsonFault() {
  }

  /** {@code line 3, column 5: Unexpected end-of-input}. */
  public static String of(JacksonException e) {
    // what follows speaks of the parser's input object, not of the file
    String reason = e.getOriginalMessage().replaceFirst("(?s) \\(start marker at .*", "");
    TokenStreamLocation at = e.getLocation();
    return at == null ? reason : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + reason;
  }
}
