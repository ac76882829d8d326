package pva.model.family;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The TorchScript text of a model: what all families share, then the family's own block with the model's constants filled in.
 *
 * <p>A family's text defines three methods. {@code tables(like, inverse, t, window)} gives what every block of this window
 * shares in a batch of {@code t} columns (cosines, sines, mask). {@code block(x, w, tables)} takes and gives the residual
 * stream [texts, t, hidden]. {@code last(x, w, tables, at)} gives the same for the one position {@code at} of each text
 * alone, [texts, hidden].
 *
 * <p>Texts are padded on the right. Attention is causal, so a token never sees the padding behind it.
 */
public final class Program {
  private Program() {
  }

  /** Fills {@code $name} by each constant of that name. */
  public static String of(Class<?> family, Map<String, Object> constants) {
    String text = resource(Program.class, "decoder.torchscript") + resource(family, "block.torchscript");
    for (Map.Entry<String, Object> c : constants.entrySet()) {
      text = text.replaceAll("\\$" + c.getKey() + "\\b", c.getValue().toString());
    }
    if (text.contains("$")) {
      throw new IllegalArgumentException("a constant is not given: " + text.substring(text.indexOf('$')).lines().findFirst().get());
    }
    return text;
  }

  private static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
