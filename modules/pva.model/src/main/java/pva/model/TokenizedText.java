package pva.model;

import java.util.Arrays;

/**
 * The tokens of a text, BOS included where the tokenizer adds one.
 *
 * @param promptTokens how many of them belong to the prompt: the last one starts before the prompt ends, in the joint
 *     tokenization of prompt and answer; 0 where there is no prompt
 */
public record TokenizedText(int[] ids, int promptTokens) {
  public TokenizedText {
    if (promptTokens < 0 || promptTokens > ids.length) {
      throw new IllegalArgumentException(promptTokens + " prompt tokens of " + ids.length);
    }
  }

  /** Tokens the model must run to know the value at the position: attention is causal, so what follows changes nothing. */
  int needed(Position position) {
    return position == Position.LAST_PROMPT ? promptTokens : ids.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenizedText t && Arrays.equals(ids, t.ids) && promptTokens == t.promptTokens;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + promptTokens;
  }
}
