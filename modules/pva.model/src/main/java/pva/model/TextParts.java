package pva.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text in parts, such as a task, its tests and a solution, tokenized as one.
 *
 * <p>Part 0 is the first token alone: BOS, or where the tokenizer puts none the token that draws attention in its place.
 *
 * @param text the tokens; those of the prompt are counted
 * @param part of each token
 * @param parts how many there are; not every one need have a token
 */
public record TextParts(TokenizedText text, int[] part, int parts) {
  public TextParts {
    if (part.length != text.ids().length) {
      throw new IllegalArgumentException(part.length + " parts for " + text.ids().length + " tokens");
    }
    for (int p : part) {
      if (p < 0 || p >= parts) {
        throw new IllegalArgumentException("part " + p + " of " + parts);
      }
    }
  }

  /**
   * A piece of a text.
   *
   * @param part the one it belongs to, from 1; several pieces may belong to one
   */
  public record Piece(int part, String text) {
    public Piece {
      if (part < 1) {
        throw new IllegalArgumentException("part " + part + " of a piece");
      }
    }
  }

  /**
   * The tokens of pieces that stand behind each other. A token belongs to the piece in which it begins.
   *
   * @param prompt how many of the pieces are the prompt
   * @param parts how many parts there are, the first token's included
   */
  public static TextParts of(Tokenizer tokenizer, List<Piece> pieces, int prompt, int parts) {
    String whole = pieces.stream().map(Piece::text).collect(Collectors.joining());
    int[] ids = tokenizer.encode(whole);
    int[] part = new int[ids.length];
    List<Integer> ends = new ArrayList<>(List.of(0));
    int characters = 0;
    for (Piece piece : pieces) {
      characters += piece.text().length();
      int begun = ends.get(ends.size() - 1);
      int end = characters == whole.length() ? ids.length
          : Math.max(begun, tokenizer.encode(whole, whole.substring(0, characters)).promptTokens());
      for (int i = Math.max(1, begun); i < end; i++) {
        part[i] = piece.part();
      }
      ends.add(end);
    }
    return new TextParts(new TokenizedText(ids, ends.get(prompt)), part, parts);
  }
}
