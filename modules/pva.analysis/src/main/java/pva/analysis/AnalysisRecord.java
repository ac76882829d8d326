package pva.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.record.RunRecord;
import pva.analysis.report.BestOfLayer;
import pva.analysis.report.Findings;
import pva.analysis.report.PowerWords;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.SplitSpec;
import pva.analysis.spec.StatisticsSpec;
import pva.analysis.step.Detections;
import pva.analysis.step.DetectorResult;
import pva.analysis.step.FitResult;
import pva.analysis.step.Kinds;
import pva.analysis.step.LatentIndex;
import pva.analysis.step.Results;
import pva.analysis.step.ScoreResult;
import pva.analysis.text.Words;
import pva.base.Sha256;
import pva.data.Dataset;
import pva.sae.Fit;
import pva.stats.Power;
import pva.stats.ScoreSummary;

/** The record of an analysis: its dataset, model and dictionary, the fit, the scores and what they say. */
final class AnalysisRecord extends RunRecord {
  AnalysisRecord(Inputs inputs, Keys keys, Instant started) {
    super(inputs.spec(), started);
    AnalysisSpec spec = inputs.spec();
    values.put("dataset", dataset(inputs.data()));
    values.put("model", model(spec.model(), spec.device(), inputs.model(), keys.modelSha256()));
    values.put("sae", sae(inputs, keys, 0));
    for (String later : List.of("fit", "score", "filter")) {
      values.put(later, null);
    }
    if (inputs.several()) {
      values.put("layers", IntStream.range(0, inputs.layers().size()).mapToObj(i -> map("layer", inputs.layers().get(i).layer(),
          "sae", sae(inputs, keys, i), "fit", null)).toList());
    }
    running(spec.device());
  }

  private static Map<String, Object> sae(Inputs inputs, Keys keys, int place) {
    LayerSae layer = inputs.layers().get(place);
    return sae(layer.sae().info(), layer.hook(), layer.pairing(), keys.layers().get(place).saeSha256());
  }

  private static Map<String, Object> dataset(Dataset data) {
    return map("path", absolute(data.path()), "sha256", data.sha256(), "rows", data.rows().size(), "correct", data.correct(),
        "incorrect", data.incorrect(), "successRate", data.successRate());
  }

  /** Of several layers the last one told is {@code fit} too, so that a record of a run that is stopped shows what stopped it. */
  void fit(LayerSae layer, FitResult result, boolean forced) {
    Map<String, Object> fit = fit(result.fit(), forced);
    values.put("fit", fit);
    ofLayers().filter(l -> l.get("layer").equals(layer.layer())).forEach(l -> {
      l.put("fit", fit);
      values.put("sae", l.get("sae"));
    });
  }

  @SuppressWarnings("unchecked")
  private Stream<Map<String, Object>> ofLayers() {
    return ((List<Map<String, Object>>) values.getOrDefault("layers", List.of())).stream();
  }

  private static Map<String, Object> fit(Fit fit, boolean forced) {
    List<Object> neighbours = new ArrayList<>();
    fit.neighbours().forEach(n -> neighbours.add(map("layer", n.layer(), "fvu", n.at().fvu())));
    return map("tokens", fit.at().tokens(), "fvu", fit.at().fvu(), "l0", fit.at().l0(), "cosine", fit.at().cosine(),
        "declaredL0", fit.declaredL0().isPresent() ? fit.declaredL0().getAsDouble() : null, "neighbours", neighbours,
        "verdict", fit.verdict().message(), "fits", fit.verdict().fits(), "forced", forced && !fit.verdict().fits());
  }

  /** The layer of the first latent of the ranking stands for the run; of each layer its own first latent is said. */
  private void layers(ScoreResult score) {
    Map<Integer, BestOfLayer> best = BestOfLayer.of(score).stream().collect(Collectors.toMap(BestOfLayer::layer, b -> b));
    ofLayers().forEach(l -> {
      BestOfLayer here = best.get((Integer) l.get("layer"));
      l.put("latents", score.index().to(here.layer()) - score.index().from(here.layer()));
      l.put("kept", here.kept());
      l.put("best", here.values(score));
      if (here.layer() == score.bestLayer()) {
        values.put("sae", l.get("sae"));
        values.put("fit", l.get("fit"));
      }
    });
  }

  void results(Inputs inputs, Keys keys, Results results, Findings findings) {
    AnalysisSpec spec = inputs.spec();
    values.put("score", map("name", Words.name(spec.rank().by()), "summary",
        summary(results.score().summary(), results.score().index()),
        "unfiltered", summary(results.score().unfiltered(), results.score().index())));
    layers(results.score());
    spec.filter().ifPresent(f -> values.put("filter", map("name", f.name(), "threshold", f.share(),
        "tokens", results.rates().isPresent() ? results.rates().get().tokens() : 0, "filtered", results.score().onText(),
        "corpus", inputs.corpus().isEmpty() ? null : map("path", absolute(inputs.corpus().get()), "sha256",
            keys.corpusSha256().orElseThrow()))));
    values.put("statistics", statistics(spec, inputs.data().rows().size(), results));
    results.detections().ifPresent(d -> values.put("detection", detection(d)));
    results.detections().flatMap(Detections::transfer).ifPresent(t -> {
      Map<String, Object> second = dataset(inputs.second().orElseThrow());
      second.put("leftOut", t.leftOut());
      second.put("detectors", t.detectors().stream().map(AnalysisRecord::detector).toList());
      values.put("transfer", second);
    });
    results.stability().ifPresent(s -> values.put("stability", s.values()));
    values.put("verdict", findings.headline());
    values.put("paragraphs", findings.paragraphs());
    values.put("warnings", findings.warnings());
  }

  /** How the script asked to be sure, and which rows that leaves. */
  private static Map<String, Object> statistics(AnalysisSpec spec, int rows, Results results) {
    StatisticsSpec s = spec.statistics();
    Map<String, Object> values = map("rows", results.study().rows().length, "choosingRows", results.chooses().rows().length,
        "split", s.split().map(AnalysisRecord::split).orElse(null),
        "tests", s.test().tests().stream().map(t -> t.name().toLowerCase(Locale.ROOT)).sorted().toList(),
        "permutations", s.test().permutations(),
        "correct", map("method", s.correction().method().name().toLowerCase(Locale.ROOT), "level", s.correction().level()));
    Power power = PowerWords.power(results);
    values.put("power", map("cohensD", power.cohensD(), "auroc", power.auroc()));
    spec.template().ifPresent(t -> values.put("template", map("always", results.score().always(),
        "never", results.score().never())));
    spec.highNorm().ifPresent(h -> values.put("highNorm", map("medians", h.medians(),
        "leftOut", rows - results.study().rows().length)));
    Kinds.of(spec).ifPresent(k -> values.put("taskKind", map("path", absolute(k.file()), "sha256", k.sha256())));
    return values;
  }

  private static Map<String, Object> split(SplitSpec s) {
    return s.folds().isPresent()
        ? map("by", "task", "folds", s.folds().getAsInt(), "repeats", s.repeats(), "tune", s.tune(), "seed", s.seed())
        : map("by", "task", "select", s.select(), "tune", s.tune(), "report", s.report(), "seed", s.seed());
  }

  private static Map<String, Object> detection(Detections found) {
    return map("folds", found.folds(), "detectors", found.detectors().stream().map(AnalysisRecord::detector).toList(),
        "unseenKinds", found.unseen().stream().map(AnalysisRecord::detector).toList(), "errors", found.errorValues(),
        "difficulty", found.difficulty().values(), "withoutSplit", found.withoutSplitValues());
  }

  private static Map<String, Object> detector(DetectorResult d) {
    Map<String, Object> values = map("id", d.id(), "name", d.name(), "rules", d.rules());
    values.putAll(d.figures());
    return values;
  }

  private static Map<String, Object> summary(ScoreSummary s, LatentIndex index) {
    Map<String, Object> values = map("top_indices", s.topIndices().stream().map(index::latent).toList(), "top_scores", s.topScores(),
        "total_dimensions", s.totalDimensions(), "mean_separation", s.mean(), "std_separation", s.std(), "max_separation", s.max());
    if (index.several()) {
      values.put("top_layers", s.topIndices().stream().map(index::layer).toList());
    }
    return values;
  }
}
