package pva.stats;

/**
 * How large a dictionary is.
 *
 * @param latents its width
 * @param l0 latents that fire on a row, on average
 */
public record DictionarySize(int latents, double l0) {
  public DictionarySize {
    if (!(latents > 0 && l0 > 0 && l0 < latents / 2.0)) {
      throw new IllegalArgumentException("a random dictionary of " + latents + " latents cannot have an L0 of " + l0);
    }
  }
}
