package pva.analysis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which published dictionaries belong to which Gemma 2 model. */
final class GemmaScope {
  private static final Pattern MODEL = Pattern.compile("(?:.*/)?gemma-2-(?:(2b|9b|27b)|(9b)-it)/?");

  private GemmaScope() {
  }

  /** The hub id of the residual dictionaries: {@code google/gemma-scope-9b-pt-res} for {@code google/gemma-2-9b}. */
  static Optional<String> residual(String model) {
    Matcher m = MODEL.matcher(model);
    if (!m.matches()) {
      return Optional.empty();
    }
    return Optional.of("google/gemma-scope-" + (m.group(1) != null ? m.group(1) + "-pt" : m.group(2) + "-it") + "-res");
  }

  /** How Gemma Scope writes a width: 16384 = {@code 16k}, 65536 = {@code 65k}, 1048576 = {@code 1m}. */
  static String width(int latents) {
    return latents >= 1 << 20 ? (latents >> 20) + "m" : latents / 1000 > 0 && latents % 1024 == 0 ? latents / 1000 + "k"
        : String.valueOf(latents);
  }
}
