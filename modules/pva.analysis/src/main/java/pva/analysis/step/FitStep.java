package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pva.base.Progress;
import pva.model.BatchPlan;
import pva.model.Extractor;
import pva.model.Hook;
import pva.model.Position;
import pva.model.ResidualModel;
import pva.model.TokenizedText;
import pva.model.Tokenizer;
import pva.sae.Encoder;

/**
 * Measures how well each dictionary describes the tensor it is given, at the layer asked for and beside it, over every counted token of
 * up to 200 evenly spaced rows; and, at the layer itself, over the tokens that stand for those rows. The only step that runs a block
 * after the layer.
 */
public final class FitStep {
  public static final int VERSION = 2;
  public static final int ROWS = 200;
  public static final String FILE = "fit.json";

  private FitStep() {
  }

  /** At most {@code wanted} of {@code n} rows, evenly spaced, the first one among them. */
  public static int[] evenly(int n, int wanted) {
    int[] rows = new int[Math.min(n, wanted)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) ((long) i * n / rows.length);
    }
    return rows;
  }

  /** One dictionary to be measured: the tensor it is given, and where its figures go. */
  public record Measured(Hook hook, Encoder encoder, Path file) {
  }

  /** Measures dictionaries in one pass over the texts. */
  public static void write(List<TokenizedText> all, Tokenizer tokenizer, ResidualModel model, List<Measured> dictionaries,
      Position position, Progress progress) {
    List<TokenizedText> texts = new ArrayList<>();
    for (int row : evenly(all.size(), ROWS)) {
      texts.add(all.get(row));
    }
    List<LayerFit> fits = dictionaries.stream().map(d -> new LayerFit(d.hook(), d.encoder(), d.file(), model.checkpoint())).toList();
    Map<Hook, CountedRows> rows = new TreeMap<>();
    for (LayerFit fit : fits) {
      for (Hook hook : fit.hooks()) {
        rows.computeIfAbsent(hook, h -> new CountedRows(model.checkpoint().width(h.point()),
            (block, n) -> fits.forEach(f -> f.add(h, block, n))));
      }
    }
    BatchPlan plan = BatchPlan.of(texts, Position.ALL, model.budget());
    IntSummaryStatistics layers = rows.keySet().stream().mapToInt(Hook::layer).summaryStatistics();
    try (Progress.Task task = progress.start("fit at layers " + layers.getMin() + " to " + layers.getMax(),
        texts.stream().mapToLong(t -> t.ids().length).sum(), "tokens")) {
      new Extractor(model).run(texts, plan, rows.keySet(), Position.ALL, new Extractor.HookSink() {
        @Override
        public void accept(int text, Hook at, float[] values, int n) {
          rows.get(at).add(values, tokenizer.counted(texts.get(text).ids()));
          fits.stream().filter(fit -> fit.hook().equals(at))
              .forEach(fit -> fit.addStanding(values, standing(texts.get(text), n, position)));
        }

        @Override
        public void batchDone(int batch) {
          for (int text : plan.batches().get(batch).texts()) {
            task.advance(texts.get(text).ids().length);
          }
        }
      }, Progress.NONE);
    }
    rows.values().forEach(CountedRows::flush);
    fits.forEach(LayerFit::write);
  }

  /** The token that stands for a text. */
  private static boolean[] standing(TokenizedText text, int n, Position position) {
    boolean[] one = new boolean[n];
    int token = position == Position.LAST_PROMPT ? text.promptTokens() - 1 : n - 1;
    if (token >= 0) {
      one[token] = true;
    }
    return one;
  }
}
