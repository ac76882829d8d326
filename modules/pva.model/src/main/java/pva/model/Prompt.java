package pva.model;

/**
 * A text to go on from.
 *
 * @param id tells prompts apart: with the seed it decides what is drawn
 * @param ids its tokens, BOS where the tokenizer puts one: {@link Tokenizer#encode}
 */
public record Prompt(long id, int[] ids) {
  public Prompt {
    if (ids.length == 0) {
      throw new IllegalArgumentException("prompt " + id + " has no token");
    }
    ids = ids.clone();
  }
}
