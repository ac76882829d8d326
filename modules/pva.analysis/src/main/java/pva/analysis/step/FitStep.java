package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.model.BatchPlan;
import pva.model.Extractor;
import pva.model.Hook;
import pva.model.Position;
import pva.model.ResidualModel;
import pva.model.TokenizedText;
import pva.model.Tokenizer;
import pva.sae.Encoder;
import pva.sae.Fit;
import pva.sae.FitAccumulator;

/**
 * Measures how well the dictionary describes the tensor it is given, at the layer asked for and beside it, over every counted token of
 * up to 200 evenly spaced rows; and, at the layer itself, over the tokens that stand for those rows. The only step that runs a block
 * after the layer.
 */
public final class FitStep {
  public static final int VERSION = 1;
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

  public static void write(List<TokenizedText> all, Tokenizer tokenizer, ResidualModel model, Encoder encoder, Hook hook, Position position,
                    Path file, Progress progress) {
    List<TokenizedText> texts = new ArrayList<>();
    for (int row : evenly(all.size(), ROWS)) {
      texts.add(all.get(row));
    }
    int layer = hook.layer();
    TreeSet<Integer> layers = new TreeSet<>();
    for (int l = Math.max(0, layer - 1); l <= Math.min(layer + 1, model.through()); l++) {
      layers.add(l);
    }
    int width = model.checkpoint().width(hook.point());
    Map<Integer, FitAccumulator> fits = new TreeMap<>();
    Map<Integer, CountedRows> rows = new TreeMap<>();
    for (int l : layers) {
      FitAccumulator fit = new FitAccumulator(encoder);
      fits.put(l, fit);
      rows.put(l, new CountedRows(width, fit::add));
    }
    FitAccumulator standing = new FitAccumulator(encoder);
    CountedRows standingRows = new CountedRows(width, standing::add);
    BatchPlan plan = BatchPlan.of(texts, Position.ALL, model.budget());
    try (Progress.Task task = progress.start("fit at layers " + layers.first() + " to " + layers.last(),
        texts.stream().mapToLong(t -> t.ids().length).sum(), "tokens")) {
      Set<Hook> hooks = Set.copyOf(Hook.of(hook.point().word(), List.copyOf(layers)));
      new Extractor(model).run(texts, plan, hooks, Position.ALL, new Extractor.HookSink() {
        @Override
        public void accept(int text, Hook at, float[] values, int n) {
          int[] ids = texts.get(text).ids();
          rows.get(at.layer()).add(values, tokenizer.counted(ids));
          if (at.layer() == layer) {
            boolean[] one = new boolean[n];
            int token = position == Position.LAST_PROMPT ? texts.get(text).promptTokens() - 1 : n - 1;
            if (token >= 0) {
              one[token] = true;
            }
            standingRows.add(values, one);
          }
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
    standingRows.flush();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("layer", layer);
    result.put("at", values(layer, fits.get(layer).result()));
    List<Object> neighbours = new ArrayList<>();
    layers.stream().filter(l -> l != layer).forEach(l -> neighbours.add(values(l, fits.get(l).result())));
    result.put("neighbours", neighbours);
    result.put("position", values(layer, standing.result()));
    Json.write(file, result);
  }

  private static Map<String, Object> values(int layer, Fit.At at) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("layer", layer);
    values.put("tokens", at.tokens());
    values.put("fvu", at.fvu());
    values.put("l0", at.l0());
    values.put("cosine", at.cosine());
    return values;
  }
}
