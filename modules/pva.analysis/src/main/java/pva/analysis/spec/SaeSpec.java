package pva.analysis.spec;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import pva.base.PvaException;

/**
 * The sparse autoencoder.
 *
 * @param architecture {@code jumprelu} where the script says so; checked against what is found
 * @param format {@code gemma_scope}, {@code sae_lens}, ...; empty = detected
 * @param width number of latents, among several dictionaries of one layer
 * @param l0 mean number of active latents, among several dictionaries of one width
 * @param from folder (relative to the script), hub id or folder of a hub id; empty = what the table of releases has for the model
 * @param pairing which tensor it is given
 */
public record SaeSpec(Optional<String> architecture, Optional<String> format, OptionalInt width, OptionalInt l0, Optional<String> from,
                      Pairing pairing) {
  public SaeSpec {
    Objects.requireNonNull(architecture);
    Objects.requireNonNull(format);
    Objects.requireNonNull(from);
    Objects.requireNonNull(pairing);
    if (width.isPresent() && width.getAsInt() < 1) {
      throw PvaException.usage("PVA-RUN-003", "the SAE's width must be at least 1, not " + width.getAsInt()).word("sae");
    }
    if (l0.isPresent() && l0.getAsInt() < 1) {
      throw PvaException.usage("PVA-RUN-004", "the SAE's l0 must be at least 1, not " + l0.getAsInt()).word("sae");
    }
    if (from.isPresent() && from.get().isBlank()) {
      throw PvaException.usage("PVA-RUN-005", "the place of the SAE is empty").word("sae");
    }
  }

  /** Given the tensor it was trained on. */
  public SaeSpec(Optional<String> architecture, Optional<String> format, OptionalInt width, OptionalInt l0, Optional<String> from) {
    this(architecture, format, width, l0, from, Pairing.MATCHED);
  }

  /** Whatever dictionary is found at the default place. */
  public static SaeSpec any() {
    return new SaeSpec(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }

  public static SaeSpec at(String from) {
    return new SaeSpec(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.of(from));
  }
}
