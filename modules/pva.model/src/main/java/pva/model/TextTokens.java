package pva.model;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.TextRow;

/** Tokenizes texts on all processors; they come in the order they stand. */
public final class TextTokens {
  private TextTokens() {
  }

  /**
   * The tokens of every text. Fails with PVA-TOK-004 where a text gives none.
   *
   * @param maxTokens keeps this many tokens from the beginning of each text; 0 = all
   */
  public static List<TokenizedText> of(Tokenizer tokenizer, List<TextRow> rows, Progress progress, int maxTokens) {
    TokenizedText[] texts = new TokenizedText[rows.size()];
    AtomicReference<Throwable> failed = new AtomicReference<>();
    try (Progress.Task task = progress.start("tokenize", rows.size(), "texts")) {
      // a stream that fails throws before its other threads are through, and they would go on with a tokenizer that is closed by then
      IntStream.range(0, texts.length).parallel().filter(i -> failed.get() == null).forEach(i -> {
        try {
          texts[i] = cut(tokenizer.encode(rows.get(i).text(), rows.get(i).prompt()), maxTokens);
          synchronized (task) {
            task.advance(1);
          }
        } catch (RuntimeException | Error e) {
          failed.compareAndSet(null, e);
        }
      });
    }
    rethrow(failed.get());
    for (int i = 0; i < texts.length; i++) {
      if (texts[i].ids().length == 0) {
        throw PvaException.failed("PVA-TOK-004", "row " + i + " (from 0) gives no token: its text is empty");
      }
    }
    return List.of(texts);
  }

  private static void rethrow(Throwable e) {
    if (e instanceof RuntimeException failure) {
      throw failure;
    }
    if (e instanceof Error failure) {
      throw failure;
    }
  }

  private static TokenizedText cut(TokenizedText text, int maxTokens) {
    return maxTokens <= 0 || text.ids().length <= maxTokens
        ? text : new TokenizedText(Arrays.copyOf(text.ids(), maxTokens), Math.min(text.promptTokens(), maxTokens));
  }
}
