package pva.model.family;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The TorchScript text of a model: what all families share, then the family's own pieces, with the model's constants filled in.
 *
 * <p>The pieces define: {@code tables(like, inverse, t, window)}, what every block of this window shares in a batch of
 * {@code t} columns (cosines, sines, mask), and {@code tables_after(like, inverse, at, t, n, window)}, the same for {@code t}
 * tokens behind {@code at} others, which see {@code n} columns in all; {@code before(x, w)}, the norm before attention;
 * {@code qkv(x, w, tables)}, query, key and value of the stream {@code x} [texts, t, hidden]; {@code among(q, k, v, tables)},
 * what the heads give where tokens see those of their batch, and {@code seen(q, k, v, tables)}, where they see more than
 * those; {@code z(x, w, tables)}, the former two at once, and {@code z_last(x, w, tables, at)}, the same for the one position
 * {@code at} of each text; {@code attn_out(z, w)} and {@code mlp_out(x, w)}, what is added to the stream; {@code final(x, w)},
 * the norm before the head. The first two weights of a block are the norm before attention and query+key+value.
 *
 * <p>Constants of all: {@code heads, groups, share, size, bias} (index of the bias of query+key+value, -1 = none), {@code scale} and
 * {@code cap} (0 = none) of the scores, {@code parallel}, and {@code act} and {@code gelu}, the activation function by oneDNN's names,
 * which {@code act(h)} computes. Texts are padded on the right. Attention is causal, so a token never sees the padding behind it.
 */
public final class Program {
  private Program() {
  }

  /** Joins the pieces, each beside the family's class or here, and fills {@code $name} by each constant of that name. */
  public static String of(Class<?> family, Map<String, Object> constants, String... pieces) {
    StringBuilder joined = new StringBuilder();
    List.of("decoder", "edits", "pattern").forEach(piece -> joined.append(text(Program.class, piece)));
    for (String piece : pieces) {
      joined.append(text(family.getResource(piece + ".torchscript") == null ? Program.class : family, piece));
    }
    String text = joined.toString();
    for (Map.Entry<String, Object> c : constants.entrySet()) {
      text = text.replaceAll("\\$" + c.getKey() + "\\b", script(c.getValue()));
    }
    if (text.contains("$")) {
      throw new IllegalArgumentException("a constant is not given: " + text.substring(text.indexOf('$')).lines().findFirst().get());
    }
    return text;
  }

  private static String script(Object value) {
    return value instanceof Boolean b ? (b ? "True" : "False") : value.toString();
  }

  private static String text(Class<?> beside, String piece) {
    try (InputStream in = beside.getResourceAsStream(piece + ".torchscript")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
