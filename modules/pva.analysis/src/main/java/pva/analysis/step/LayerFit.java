package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pva.analysis.text.Json;
import pva.model.Checkpoint;
import pva.model.Hook;
import pva.sae.Encoder;
import pva.sae.Fit;
import pva.sae.FitAccumulator;

/** The fit of one dictionary while it is measured: over every counted token at its layer and beside it, and over the standing tokens. */
final class LayerFit {
  private final Hook hook;
  private final Path file;
  private final Map<Hook, FitAccumulator> fits = new TreeMap<>();
  private final FitAccumulator standing;
  private final CountedRows standingRows;

  /** {@code file} gets the result. */
  LayerFit(Hook hook, Encoder encoder, Path file, Checkpoint checkpoint) {
    this.hook = hook;
    this.file = file;
    for (int l = Math.max(0, hook.layer() - 1); l <= Math.min(hook.layer() + 1, checkpoint.layers() - 1); l++) {
      fits.put(new Hook(l, hook.point()), new FitAccumulator(encoder));
    }
    standing = new FitAccumulator(encoder);
    standingRows = new CountedRows(checkpoint.width(hook.point()), standing::add);
  }

  Hook hook() {
    return hook;
  }

  /** What has to be read. */
  Set<Hook> hooks() {
    return fits.keySet();
  }

  /** Tokens read at a hook, which may be none of this dictionary's; the array stays as it is. */
  void add(Hook at, float[] rows, int n) {
    if (fits.containsKey(at)) {
      fits.get(at).add(rows, n);
    }
  }

  /** A text at the layer itself; {@code which} tokens stand for it. */
  void addStanding(float[] rows, boolean[] which) {
    standingRows.add(rows, which);
  }

  void write() {
    standingRows.flush();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("layer", hook.layer());
    result.put("at", values(hook, fits.get(hook).result()));
    List<Object> neighbours = new ArrayList<>();
    fits.forEach((at, fit) -> {
      if (!at.equals(hook)) {
        neighbours.add(values(at, fit.result()));
      }
    });
    result.put("neighbours", neighbours);
    result.put("position", values(hook, standing.result()));
    Json.write(file, result);
  }

  private static Map<String, Object> values(Hook hook, Fit.At at) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("layer", hook.layer());
    values.put("tokens", at.tokens());
    values.put("fvu", at.fvu());
    values.put("l0", at.l0());
    values.put("cosine", at.cosine());
    return values;
  }
}
