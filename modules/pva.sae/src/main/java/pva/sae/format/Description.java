package pva.sae.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.DictionaryInfo;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.tensor.TensorFile;

/** What a format finds out about a dictionary, piece by piece. */
final class Description {
  private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d{1,4})\\..*");

  private final String format;
  private final String architecture;
  private final Path path;
  private final Weights weights;
  private final List<Path> files = new ArrayList<>();
  private final Map<String, String> details = new HashMap<>();
  private String hook = "";
  private Optional<String> model = Optional.empty();
  private OptionalDouble declaredL0 = OptionalDouble.empty();
  private Optional<String> normalisation = Optional.empty();

  Description(String format, String architecture, Path path, Weights weights) {
    this.format = format;
    this.architecture = architecture;
    this.path = path;
    this.weights = weights;
  }

  /** In the names of TransformerLens, such as {@code blocks.4.hook_resid_post}; the layer follows from it. */
  Description hook(String name) {
    hook = name;
    return this;
  }

  Description model(String name) {
    model = Optional.of(name);
    return this;
  }

  Description model(Optional<String> name) {
    model = name;
    return this;
  }

  Description declaredL0(OptionalDouble l0) {
    declaredL0 = l0;
    return this;
  }

  /** In the publisher's words, where they are not those of {@link pva.sae.Normalisation}. */
  Description normalisation(String text) {
    normalisation = Optional.of(text);
    return this;
  }

  Description detail(String key, String value) {
    details.put(key, value);
    return this;
  }

  /** A file beside the weights that the result depends on. */
  Description file(Path file) {
    files.add(file);
    return this;
  }

  Dictionary dictionary(Rule rule) {
    Matcher block = BLOCK.matcher(hook);
    OptionalInt layer = block.matches() ? OptionalInt.of(Integer.parseInt(block.group(1))) : OptionalInt.empty();
    files.add(weights.file().path());
    DictionaryInfo info = new DictionaryInfo(format, architecture, weights.dIn(), weights.dSae(), weights.dOut(), layer, hook, model,
        declaredL0, normalisation.orElse(rule.normalisation().text()), weights.dtype(), path, files, details);
    return Dictionary.of(info, weights, rule);
  }

  /** Closes the file where what is in it is refused. */
  static <F extends TensorFile> Dictionary from(F file, Function<F, Dictionary> reading) {
    try {
      return reading.apply(file);
    } catch (PvaException e) {
      file.close();
      throw e;
    }
  }

  /** The last match in the path, which may be given relative to a folder whose name says something. */
  static Optional<Matcher> last(Pattern pattern, Path path) {
    String text = path.toAbsolutePath().normalize().toString().replace('\\', '/');
    Matcher m = pattern.matcher(text);
    int start = -1;
    while (m.find()) {
      start = m.start();
    }
    return start >= 0 && m.find(start) ? Optional.of(m) : Optional.empty();
  }
}
