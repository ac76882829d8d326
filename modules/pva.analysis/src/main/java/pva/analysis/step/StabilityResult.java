package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.analysis.text.Json;
import pva.analysis.text.Words;
import pva.viz.LatentName;
import pva.viz.StabilityFigure;
import tools.jackson.databind.JsonNode;

/**
 * What the stability step left.
 *
 * @param first of each bar's latent, the share of resamples in which it ranks first
 */
public record StabilityResult(StabilityFigure figure, List<Double> first) {

  public static StabilityResult read(Path folder, LatentIndex index) {
    JsonNode json = Json.read(folder.resolve(StabilityStep.FILE));
    List<StabilityFigure.Bar> bars = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    for (int i = 0; i < json.path("latents").size(); i++) {
      bars.add(new StabilityFigure.Bar(index.name(json.path("latents").get(i).asInt()),
          json.path("shareInTop").get(i).asDouble(Double.NaN)));
      first.add(json.path("shareFirst").get(i).asDouble(Double.NaN));
    }
    List<StabilityFigure.Overlap> overlaps = new ArrayList<>();
    for (JsonNode o : json.path("overlaps")) {
      overlaps.add(new StabilityFigure.Overlap(o.path("k").asInt(), o.path("jaccard").asDouble(Double.NaN),
          o.path("low").asDouble(Double.NaN), o.path("high").asDouble(Double.NaN)));
    }
    return new StabilityResult(new StabilityFigure(json.path("k").asInt(), json.path("resamples").asInt(), bars, overlaps), first);
  }

  /** One sentence for the report. */
  public String words() {
    if (figure.bars().isEmpty()) {
      return "No latent was kept, so there is no ranking whose stability could be looked at.";
    }
    StabilityFigure.Overlap last = figure.overlaps().get(figure.overlaps().size() - 1);
    return "Stability: when the ranking is made anew on as many tasks drawn with replacement ("
        + Words.count(figure.resamples()) + " times), "
        + figure.bars().get(0).latent().words() + " comes first again in " + Words.percent(first.get(0))
        + " of them and stays among the top " + figure.k()
        + " in " + Words.percent(figure.bars().get(0).share()) + "; of the top " + figure.k() + " and that of a resample, "
        + Words.percent(last.jaccard()) + " are common to both (Jaccard).";
  }

  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("k", figure.k());
    values.put("resamples", figure.resamples());
    List<LatentName> names = figure.bars().stream().map(StabilityFigure.Bar::latent).toList();
    values.put("latents", names.stream().map(LatentName::latent).toList());
    if (names.stream().anyMatch(n -> n.layer().isPresent())) {
      values.put("layers", names.stream().map(n -> n.layer().orElseThrow()).toList());
    }
    values.put("shareInTop", figure.bars().stream().map(StabilityFigure.Bar::share).toList());
    values.put("shareFirst", first);
    values.put("overlaps", figure.overlaps().stream().map(o -> {
      Map<String, Object> overlap = new LinkedHashMap<>();
      overlap.put("k", o.k());
      overlap.put("jaccard", o.jaccard());
      overlap.put("low", o.low());
      overlap.put("high", o.high());
      return overlap;
    }).toList());
    return values;
  }
}
