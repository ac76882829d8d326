package pva.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pva.analysis.input.Inputs;
import pva.analysis.report.DrawStep;
import pva.analysis.run.Cache;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.BaselineSpec;
import pva.analysis.spec.CorrectSpec;
import pva.analysis.spec.FilterSpec;
import pva.analysis.spec.HighNormSpec;
import pva.analysis.spec.SplitSpec;
import pva.analysis.spec.StatisticsSpec;
import pva.analysis.step.DetectStep;
import pva.analysis.step.Kinds;
import pva.analysis.step.ScoreStep;
import pva.analysis.step.StabilityStep;
import pva.base.ContentKey;
import pva.data.Dataset;
import pva.data.Row;

/**
 * The content key of every step: everything that can change its result. A step that reads another's files takes that step's key in,
 * so all keys are known before anything is computed.
 *
 * @param layers in the order of the run's layers
 * @param second of the second dataset, in the order of the run's layers; empty where there is none
 * @param detect empty where there is no split
 * @param stability empty where the script does not ask for it
 */
record Keys(List<LayerKeys> layers, List<LayerKeys> second, String score, Optional<String> detect, Optional<String> stability, String draw,
    String modelSha256, Optional<String> corpusSha256) {

  static Keys of(Inputs inputs, Cache cache) {
    AnalysisSpec spec = inputs.spec();
    String model = inputs.model().sha256(cache::sha256);
    String texts = texts(inputs.data());
    Optional<String> corpus = inputs.corpus().map(cache::sha256);
    List<LayerKeys> layers = inputs.layers().stream().map(layer -> LayerKeys.of(layer, inputs, texts, model, corpus, cache)).toList();
    List<LayerKeys> second = inputs.ofSecond().map(other -> layers(other, model, cache)).orElse(List.of());
    StatisticsSpec statistics = spec.statistics();
    String score = study(ContentKey.of("score", ScoreStep.VERSION), inputs, layers).put("top", spec.rank().top())
        .put("permutations", statistics.test().permutations()).put("seed", ScoreStep.SEED)
        .put("tests", names(statistics.test().tests())).put("correct", statistics.correct().map(c -> c.method().name()).orElse(null))
        .put("detect", names(statistics.figures())).hex();
    Optional<String> detect = statistics.split().map(s -> {
      ContentKey key = study(ContentKey.of("detect", DetectStep.VERSION), inputs, layers).put("activations", extracts(layers))
          .put("detect", names(statistics.figures())).put("kinds", Kinds.of(spec).map(Kinds::sha256).orElse(null));
      if (statistics.baseline(BaselineSpec.Kind.TEST_COUNT).isPresent()) {
        key.put("tests", inputs.data().rows().stream().map(r -> r.totalTests().orElse(-1)).toList());
      }
      key.put("difficulty", inputs.data().rows().stream().map(r -> r.difficulty().orElse("")).toList());
      inputs.second().ifPresent(data -> key.put("second", extracts(second))
          .put("secondLatents", second.stream().map(LayerKeys::encode).toList())
          .put("secondLabels", labels(data)).put("secondTests", data.rows().stream().map(r -> r.totalTests().orElse(-1)).toList()));
      statistics.compare().forEach(b -> key.put("compare", b.kind().name()).put("count", b.count().orElse(0)));
      return key.hex();
    });
    Optional<String> stability = statistics.stability().map(s -> study(ContentKey.of("stability", StabilityStep.VERSION), inputs, layers)
        .put("activations", extracts(layers)).put("top", spec.rank().top()).put("resamples", s.resamples()).hex());
    String draw = ContentKey.of("draw", DrawStep.VERSION).put("score", score).put("fit", layers.stream().map(LayerKeys::fit).toList())
        .put("detect", detect.orElse(null)).put("stability", stability.orElse(null))
        .put("level", statistics.correct().map(CorrectSpec::level).orElse(-1.0)).hex();
    return new Keys(layers, second, score, detect, stability, draw, model, corpus);
  }

  /** Of a dataset that nothing is filtered by. */
  private static List<LayerKeys> layers(Inputs inputs, String model, Cache cache) {
    String texts = texts(inputs.data());
    return inputs.layers().stream().map(layer -> LayerKeys.of(layer, inputs, texts, model, Optional.empty(), cache)).toList();
  }

  /** The keys of the steps that read the second dataset. */
  Keys ofSecond() {
    return new Keys(second, List.of(), score, detect, stability, draw, modelSha256, Optional.empty());
  }

  /** What every step has in common that looks at latents and labels: rows, filters, ranking, split. */
  private static ContentKey study(ContentKey key, Inputs inputs, List<LayerKeys> layers) {
    AnalysisSpec spec = inputs.spec();
    Optional<SplitSpec> split = spec.statistics().split();
    for (int i = 0; i < layers.size(); i++) {
      key.put("layer", inputs.layers().get(i).layer()).put("latents", layers.get(i).encode())
          .put("rates", layers.get(i).rates().orElse(null));
    }
    return key.put("pairing", spec.sae().pairing().name()).put("labels", labels(inputs.data()))
        .put("share", spec.filter().map(FilterSpec::share).orElse(-1.0)).put("template", spec.template().isPresent())
        .put("highNorm", spec.highNorm().map(HighNormSpec::medians).orElse(-1.0)).put("rank", spec.rank().by().name())
        .put("select", split.map(SplitSpec::select).orElse(-1.0)).put("tune", split.map(SplitSpec::tune).orElse(-1.0))
        .put("report", split.map(SplitSpec::report).orElse(-1.0)).put("folds", split.map(s -> s.folds().orElse(0)).orElse(-1))
        .put("repeats", split.map(SplitSpec::repeats).orElse(-1))
        .put("splitSeed", split.map(SplitSpec::seed).orElse(-1L));
  }

  private static List<String> extracts(List<LayerKeys> layers) {
    return layers.stream().map(LayerKeys::extract).toList();
  }

  private static List<String> names(Set<? extends Enum<?>> values) {
    return values.stream().map(Enum::name).sorted().toList();
  }

  /** What the model reads; labels and figures of the dataset change no activation. */
  private static String texts(Dataset data) {
    List<String> values = new ArrayList<>();
    for (Row row : data.rows()) {
      values.add(row.prompt());
      values.add(row.generatedCode());
    }
    return ContentKey.of("texts", 1).put("text", values).hex();
  }

  private static String labels(Dataset data) {
    ContentKey key = ContentKey.of("labels", 1).put("task", data.taskIds());
    for (boolean correct : data.labels()) {
      key.put("correct", correct);
    }
    return key.hex();
  }
}
