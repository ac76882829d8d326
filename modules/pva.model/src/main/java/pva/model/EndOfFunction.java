package pva.model;

/**
 * Ends Python code where its first function at top level ends: before the first statement at the margin behind it. What stands
 * before the function, such as imports, is part of the text; comments and blank lines behind it are not. Lines within brackets
 * and within strings are no statements. <b>Limitation:</b> a bracket or a long string that is never closed has no end.
 */
public enum EndOfFunction implements StopRule {
  /** The text begins before the function. */
  WHOLE,
  /** The prompt ends within the function. */
  BODY;

  @Override
  public int end(String text) {
    boolean function = this == BODY;
    boolean lineStart = this == WHOLE;
    int depth = 0;
    int code = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (lineStart && depth == 0 && !Character.isWhitespace(c) && c != '#') {
        if (function) {
          return code;
        }
        function = text.startsWith("def ", i) || text.startsWith("async def ", i);
      }
      lineStart = c == '\n';
      if (c == '#') {
        i = endOfLine(text, i);
        continue;
      }
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth = Math.max(0, depth - 1);
      }
      // a backslash carries the line on
      i = c == '"' || c == '\'' ? endOfString(text, i) : c == '\\' ? Math.min(text.length(), i + 2) : i + 1;
      code = Character.isWhitespace(c) ? code : i;
    }
    return -1;
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static int endOfString(String text, int from) {
    String quote = text.substring(from, from + 1);
    boolean lines = text.startsWith(quote.repeat(3), from);
    String close = lines ? quote.repeat(3) : quote;
    for (int i = from + close.length(); i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(close, i)) {
        return i + close.length();
      } else if (!lines && text.charAt(i) == '\n') {
        return i;
      }
    }
    return text.length();
  }
}
