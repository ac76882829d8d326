package pva.code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of Python code that mean something: names, numbers, strings and operators, in their order. Comments, blanks, line
 * ends and indentation are left out, as are characters that start no token; so code that does not parse has tokens too.
 */
public final class CodeTokens {
  private static final Pattern TOKEN = Pattern.compile(
      "(?<comment>#[^\n]*)"
      + "|(?<token>(?i:[rbuf]|rb|br|fr|rf)?(?:\"\"\"(?s:.*?)(?:\"\"\"|\\z)|'''(?s:.*?)(?:'''|\\z)"
      + "|\"(?:[^\"\\\\\n]|\\\\(?s:.))*(?:\"|(?=\n)|\\z)|'(?:[^'\\\\\n]|\\\\(?s:.))*(?:'|(?=\n)|\\z))"
      + "|(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?[jJ]?)"
      + "|[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}]*"
      + "|\\*\\*=|//=|>>=|<<=|\\.\\.\\.|->|:=|==|!=|<=|>=|\\+=|-=|\\*=|/=|%=|&=|\\|=|\\^=|@=|\\*\\*|//|<<|>>"
      + "|[-+*/%@&|^~<>()\\[\\]{},:.;=!])");

  private CodeTokens() {
  }

  public static List<String> of(String code) {
    List<String> tokens = new ArrayList<>();
    Matcher m = TOKEN.matcher(code);
    while (m.find()) {
      if (m.group("token") != null) {
        tokens.add(m.group("token"));
      }
    }
    return tokens;
  }
}
