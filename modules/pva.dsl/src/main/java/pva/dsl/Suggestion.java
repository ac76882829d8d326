package pva.dsl;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name a misspelt one was meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest name within two edits (one for names up to five letters); of equals the first in the alphabet. */
  public static Optional<String> of(String misspelt, Collection<String> known) {
    String best = null;
    int least = Math.min(3, misspelt.length() / 3 + 1);
    for (String name : known) {
      int distance = name.equalsIgnoreCase(misspelt) ? 0
          : distance(misspelt.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least || distance == least && best != null && name.compareTo(best) < 0) {
        best = name;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** "did you mean `x`?", or the other text where nothing is near. */
  static String label(String misspelt, Collection<String> known, String otherwise) {
    return of(misspelt, known).map(name -> "did you mean `" + name + "`?").orElse(otherwise);
  }

  /** Damerau-Levenshtein in its optimal string alignment form: insert, delete, replace, swap neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
