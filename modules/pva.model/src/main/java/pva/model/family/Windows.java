package pva.model.family;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which layers see all tokens before and which a sliding window: {@code layer_types}, or the older rule of the family. */
public final class Windows {
  private Windows() {
  }

  /**
   * The window of each layer, 0 = full.
   *
   * @param window tokens a sliding layer sees, itself included; empty where none may slide
   * @param slides whether a layer slides where {@code layer_types} is absent
   */
  public static List<Integer> of(Config config, Optional<Integer> window, IntPredicate slides) {
    int n = config.blocks("num_hidden_layers");
    List<String> types = config.texts("layer_types").orElseGet(() -> IntStream.range(0, n)
        .mapToObj(i -> window.isPresent() && slides.test(i) ? "sliding_attention" : "full_attention").toList());
    if (types.size() != n) {
      throw config.unsupported("layer_types", "a list of " + types.size(), "one for each of num_hidden_layers " + n);
    }
    return types.stream().map(type -> switch (type) {
      case "sliding_attention" -> window.orElseThrow(
          () -> config.unsupported("layer_types", type, "full_attention, as there is no window"));
      case "full_attention" -> 0;
      default -> throw config.unsupported("layer_types", type, "sliding_attention, full_attention");
    }).toList();
  }
}
