package pva.viz;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a figure names a latent: by its index in the dictionary, and by its layer too where latents of several layers stand together.
 *
 * @param layer empty where all latents are of one layer
 * @param latent index in the dictionary, from 0
 */
public record LatentName(OptionalInt layer, int latent) {
  public LatentName {
    Objects.requireNonNull(layer);
  }

  public static LatentName of(int latent) {
    return new LatentName(OptionalInt.empty(), latent);
  }

  public static LatentName of(int layer, int latent) {
    return new LatentName(OptionalInt.of(layer), latent);
  }

  /** In a sentence: {@code latent 955}, or {@code latent 955 of layer 4}. */
  public String words() {
    return "latent " + latent + (layer.isPresent() ? " of layer " + layer.getAsInt() : "");
  }

  /** Where room is scarce: {@code 955}, or {@code L4/955}. */
  String text() {
    return layer.isPresent() ? "L" + layer.getAsInt() + "/" + latent : Integer.toString(latent);
  }

  /** As part of a file's name: {@code 955}, or {@code 4_955}. */
  String file() {
    return layer.isPresent() ? layer.getAsInt() + "_" + latent : Integer.toString(latent);
  }
}
