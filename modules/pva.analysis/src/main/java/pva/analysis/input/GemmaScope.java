package pva.analysis.input;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which published dictionaries belong to which Gemma 2 model. */
public final class GemmaScope {
  private static final Pattern MODEL = Pattern.compile("(?:.*/)?gemma-2-(?:(2b|9b|27b)|(9b)-it)/?");

  private GemmaScope() {
  }

  /** The hub id of the residual dictionaries: {@code google/gemma-scope-9b-pt-res} for {@code google/gemma-2-9b}. */
  public static Optional<String> residual(String model) {
    Matcher m = MODEL.matcher(model);
    if (!m.matches()) {
      return Optional.empty();
    }
    return Optional.of("google/gemma-scope-" + (m.group(1) != null ? m.group(1) + "-pt" : m.group(2) + "-it") + "-res");
  }
}
