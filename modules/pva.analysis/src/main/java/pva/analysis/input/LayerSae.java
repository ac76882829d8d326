package pva.analysis.input;

import java.util.Objects;
import java.util.Optional;
import pva.analysis.spec.HookContract;
import pva.analysis.spec.Pairing;
import pva.model.Hook;
import pva.sae.Dictionary;

/**
 * One layer of a run and the dictionary that reads it.
 *
 * @param layer the block; -1 while the last one of a model is meant that is missing
 * @param dictionary empty while it is missing
 */
public record LayerSae(int layer, Optional<Dictionary> dictionary, Pairing pairing) {
  public LayerSae {
    Objects.requireNonNull(dictionary);
    Objects.requireNonNull(pairing);
  }

  public Dictionary sae() {
    return dictionary.orElseThrow();
  }

  /** The tensor that the dictionary is given. */
  public Hook hook() {
    return HookContract.at(sae().info(), layer, pairing);
  }

  /** The tensor that it is given on general text. */
  public Hook ratesHook() {
    return HookContract.at(sae().info(), layer);
  }

  /** What a reader has to know where the dictionary is given another tensor than its own on purpose. */
  public Optional<String> warning() {
    return pairing == Pairing.PUBLISHED ? Optional.of(Pairing.warning(layer)) : Optional.empty();
  }

  @Override
  public String toString() {
    return "layer " + (layer < 0 ? "the last" : String.valueOf(layer));
  }
}
