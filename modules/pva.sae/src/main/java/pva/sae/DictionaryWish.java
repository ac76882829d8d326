package pva.sae;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pva.base.PvaException;

/**
 * What is asked of a dictionary where several are published.
 *
 * @param layer as in a script: the block whose hook is read; of the residual stream, the block after which; empty = not said
 * @param width number of latents
 * @param l0 mean number of active latents; without a wish the canonical one, else the one nearest to 100
 * @param architecture such as {@code jumprelu}
 * @param format as {@link Dictionaries#formats} has it; {@code gemma_scope} stands for {@code gemma_scope_2} too
 */
public record DictionaryWish(OptionalInt layer, OptionalInt width, OptionalInt l0, Optional<String> architecture, Optional<String> format) {
  /** Nothing but a layer. */
  public static DictionaryWish of(int layer) {
    return new DictionaryWish(OptionalInt.of(layer), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  /** Fails with PVA-SAE-009 where a dictionary has not the width that is wished for: a label of a folder is only a label. */
  public void check(DictionaryInfo info) {
    if (width.isPresent() && width.getAsInt() != info.dSae()) {
      throw PvaException.failed("PVA-SAE-009", "the dictionary does not have the " + width.getAsInt()
          + " latents that are asked for").at(info.path()).help("it has " + info.dSae());
    }
  }

  /** Such as {@code layer 41, width 65536}. */
  String text() {
    return Stream.of(layer.isPresent() ? "layer " + layer.getAsInt() : "", width.isPresent() ? "width " + width.getAsInt() : "",
        l0.isPresent() ? "L0 " + l0.getAsInt() : "", architecture.orElse("")).filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
  }
}
