package pva.sae;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a published dictionary says of it.
 *
 * @param layer the block after which it reads, as {@code layer} means it in a script; where the path says {@code hook_resid_pre},
 *     the block before the one it names
 * @param width such as {@code 16k}
 */
record DictionaryLabel(OptionalInt layer, Optional<String> width, OptionalInt l0) {
  /** In published paths: {@code layer_4}, {@code layers.4}, {@code blocks.4.}, {@code L4R}, {@code -l4}; an L0 is no layer. */
  private static final Pattern LAYER = Pattern.compile("(?:layers?[_.]?|blocks\\.|(?:-l|L)(?!0[_-]))(\\d{1,4})(?=$|\\D)");
  private static final Pattern WIDTH = Pattern.compile("width_(\\d{1,4}[km])");
  private static final Pattern L0 = Pattern.compile("average_l0_(\\d{1,9})");

  static DictionaryLabel of(String path) {
    OptionalInt layer = number(LAYER, path);
    boolean before = layer.isPresent() && path.contains("hook_resid_pre");
    Matcher width = WIDTH.matcher(path);
    return new DictionaryLabel(before ? OptionalInt.of(layer.getAsInt() - 1) : layer,
        width.find() ? Optional.of(width.group(1)) : Optional.empty(), number(L0, path));
  }

  private static OptionalInt number(Pattern pattern, String place) {
    Matcher m = pattern.matcher(place);
    return m.find() ? OptionalInt.of(Integer.parseInt(m.group(1))) : OptionalInt.empty();
  }
}
