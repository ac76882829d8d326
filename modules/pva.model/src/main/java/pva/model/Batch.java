package pva.model;

/**
 * Texts that run together.
 *
 * @param texts by index
 * @param cuts how many tokens they all begin with, where that beginning is to be run once: ascending, each cut a beginning that
 *     more texts share than the next; empty where nothing is shared
 */
public record Batch(int[] texts, int[] cuts) {
  /** Whether it is the last part of another batch, or all of it. */
  boolean ends(Batch whole) {
    return texts[texts.length - 1] == whole.texts[whole.texts.length - 1];
  }

  /** Tokens of each text that are run before it. */
  int shared() {
    return cuts.length == 0 ? 0 : cuts[cuts.length - 1];
  }
}
