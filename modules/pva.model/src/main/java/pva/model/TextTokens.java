package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.TextRow;

/** Tokenizes texts in the order they stand. */
public final class TextTokens {
  private TextTokens() {
  }

  /**
   * The tokens of every text. Fails with PVA-TOK-004 where a text gives none.
   *
   * @param maxTokens keeps this many tokens from the beginning of each text; 0 = all
   */
  public static List<TokenizedText> of(Tokenizer tokenizer, List<TextRow> rows, Progress progress, int maxTokens) {
    List<TokenizedText> texts = new ArrayList<>(rows.size());
    try (Progress.Task task = progress.start("tokenize", rows.size(), "texts")) {
      for (TextRow row : rows) {
        TokenizedText text = tokenizer.encode(row.text(), row.prompt());
        if (text.ids().length == 0) {
          throw PvaException.failed("PVA-TOK-004", "row " + texts.size() + " (from 0) gives no token: its text is empty");
        }
        texts.add(cut(text, maxTokens));
        task.advance(1);
      }
    }
    return texts;
  }

  private static TokenizedText cut(TokenizedText text, int maxTokens) {
    return maxTokens <= 0 || text.ids().length <= maxTokens
        ? text : new TokenizedText(Arrays.copyOf(text.ids(), maxTokens), Math.min(text.promptTokens(), maxTokens));
  }
}
