package pva.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import pva.analysis.input.GemmaScope;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.record.DeviceKind;
import pva.analysis.run.Cache;
import pva.analysis.run.Plan;
import pva.analysis.run.PlannedStep;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.FilterSpec;
import pva.analysis.step.FitStep;
import pva.analysis.text.Words;
import pva.data.Corpus;
import pva.data.Dataset;
import pva.data.Datasets;
import pva.data.Row;
import pva.model.Hook;
import pva.model.StoreSaving;
import pva.sae.DictionaryInfo;

/** Works out what a run would do; loads no model and computes nothing. */
final class Planning {
  /** Characters a token stands for, roughly; code and prose lie on either side. */
  private static final double CHARACTERS = 3.2;
  /** Bytes a stored latent takes (index and value), and active latents a row where the dictionary does not tell. */
  private static final int STORED = 8;
  private static final double ACTIVE = 64;

  private final Inputs inputs;
  private final AnalysisSpec spec;
  private final Cache cache;
  private final Optional<Keys> keys;

  private Planning(Inputs inputs, Cache cache) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.cache = cache;
    this.keys = inputs.missing().isEmpty() ? Optional.of(Keys.of(inputs, cache)) : Optional.empty();
  }

  static Plan plan(Inputs inputs, Cache cache) {
    List<String> notes = new ArrayList<>(inputs.notes());
    inputs.corpusAbsent().ifPresent(notes::add);
    return new Plan(new Planning(inputs, cache).steps(), inputs.missing(), notes);
  }

  private List<PlannedStep> steps() {
    String model = "model " + spec.model().id();
    String layer = inputs.several() ? "layers " + Words.layers(inputs.layers().stream().map(LayerSae::layer).toList())
        : inputs.first().toString();
    String sae = inputs.several() ? inputs.layers().size() + " dictionaries, " + place(inputs.first()) + " and so on"
        : place(inputs.first());
    String beside = inputs.several() ? " and their neighbours" : " and its neighbours";
    String data = "dataset " + inputs.dataset().map(d -> d.path().toString()).orElse(spec.dataset().orElse(Datasets.NEWEST));
    int layers = inputs.layers().size();
    List<PlannedStep> steps = new ArrayList<>();
    steps.add(ofLayers("fit", LayerKeys::fit, List.of(data, model, layer + beside, "sae " + sae), rowTokens(FitStep.ROWS),
        OptionalLong.of(1_000L * layers), Optional.empty()));
    Optional<StoreSaving> saving = saving();
    steps.add(ofLayers("extract", LayerKeys::extract, List.of(data, model, layer, "position " + spec.position().word()),
        saving.isPresent() ? OptionalLong.of(saving.get().left()) : rowTokens(Integer.MAX_VALUE),
        product(rows(), inputs.checkpoint().map(c -> c.hidden() * 4.0 * layers)), saving));
    steps.add(ofLayers("encode", LayerKeys::encode, List.of("extract", "sae " + sae, "threshold " + spec.threshold()), OptionalLong.empty(),
        product(rows(), sum(d -> d.declaredL0().orElse(ACTIVE) * STORED)), Optional.empty()));
    boolean rated = inputs.corpus().isPresent() || spec.filter().flatMap(FilterSpec::corpus).isPresent();
    if (rated) {
      String corpus = "corpus " + inputs.corpus().map(Object::toString).or(() -> spec.filter().flatMap(FilterSpec::corpus)).orElseThrow();
      steps.add(ofLayers("rates", k -> k.rates().orElse(""), List.of(corpus, model, layer, "sae " + sae, "threshold " + spec.threshold()),
          corpusTokens(), latents(12), Optional.empty()));
    }
    steps.add(step("score", keys.map(Keys::score), List.of(rated ? "encode, rates" : "encode", data + " (labels)",
        "rank " + Words.name(spec.rank().by())), OptionalLong.empty(), latents(400)));
    spec.statistics().transfer().ifPresent(other -> second(steps, inputs.second().map(d -> d.path().toString()).orElse(other),
        model, layer, sae));
    if (spec.statistics().split().isPresent()) {
      steps.add(step("detect", keys.flatMap(Keys::detect), List.of("extract", "encode", data + " (labels)", "split"), OptionalLong.empty(),
          OptionalLong.of(200_000)));
    }
    if (spec.statistics().stability().isPresent()) {
      steps.add(step("stability", keys.flatMap(Keys::stability), List.of("encode", data + " (labels)"), OptionalLong.empty(),
          OptionalLong.of(20_000)));
    }
    steps.add(step("draw", keys.map(Keys::draw), List.of("fit", "encode", "score"), OptionalLong.empty(), OptionalLong.of(300_000)));
    return steps;
  }

  private String place(LayerSae layer) {
    return layer.dictionary().map(d -> d.info().path().toString())
        .orElse(spec.sae().from().or(() -> GemmaScope.residual(spec.model().id())).orElse("unknown"));
  }

  /** What of the activations that are not there is in the store; asked only where something is to be read. */
  private Optional<StoreSaving> saving() {
    Set<Hook> hooks = new TreeSet<>();
    for (int i = 0; keys.isPresent() && i < inputs.layers().size(); i++) {
      if (!cache.has("extract", keys.get().layers().get(i).extract())) {
        hooks.add(inputs.layers().get(i).hook());
      }
    }
    return hooks.isEmpty() ? Optional.empty() : StoreSaving.of(cache.activations(), inputs.model(), keys.orElseThrow().modelSha256(),
        inputs.data().rows().stream().map(Row::textRow).toList(), hooks, spec.position(), spec.model().compute(),
        DeviceKind.of(spec.device()).equals("gpu"));
  }

  /** A step that each layer has for itself. */
  private PlannedStep ofLayers(String name, Function<LayerKeys, String> key, List<String> inputNames, OptionalLong tokens,
      OptionalLong bytes, Optional<StoreSaving> saving) {
    if (!inputs.several() || keys.isEmpty()) {
      PlannedStep one = step(name, keys.map(k -> key.apply(k.layers().get(0))), inputNames, tokens, bytes);
      return new PlannedStep(name, one.inputs(), one.key(), one.cache(), tokens, bytes, List.of(), saving);
    }
    List<PlannedStep.OfLayer> layers = new ArrayList<>();
    for (int i = 0; i < inputs.layers().size(); i++) {
      String own = key.apply(keys.get().layers().get(i));
      layers.add(new PlannedStep.OfLayer(inputs.layers().get(i).layer(), own, cache.has(name, own) ? "hit" : "miss"));
    }
    List<String> states = layers.stream().map(PlannedStep.OfLayer::cache).distinct().toList();
    return new PlannedStep(name, inputNames, "", states.size() == 1 ? states.get(0) : "partly", tokens, bytes, layers, saving);
  }

  private PlannedStep step(String name, Optional<String> key, List<String> inputNames, OptionalLong tokens, OptionalLong bytes) {
    String state = key.map(k -> cache.has(name, k) ? "hit" : "miss").orElse("unknown");
    return new PlannedStep(name, inputNames, key.orElse(""), state, tokens, bytes);
  }

  /** Of something that every dictionary has; empty while one is missing. */
  private Optional<Double> sum(ToDoubleFunction<DictionaryInfo> each) {
    return inputs.layers().stream().allMatch(l -> l.dictionary().isPresent())
        ? Optional.of(inputs.layers().stream().mapToDouble(l -> each.applyAsDouble(l.sae().info())).sum()) : Optional.empty();
  }

  private Optional<Double> rows() {
    return inputs.dataset().map(d -> (double) d.rows().size());
  }

  private OptionalLong latents(double bytesEach) {
    return product(sum(DictionaryInfo::dSae), Optional.of(bytesEach));
  }

  private static OptionalLong product(Optional<Double> a, Optional<Double> b) {
    return a.isPresent() && b.isPresent() ? OptionalLong.of(Math.round(a.get() * b.get())) : OptionalLong.empty();
  }

  private OptionalLong rowTokens(int most) {
    if (inputs.dataset().isEmpty()) {
      return OptionalLong.empty();
    }
    Dataset data = inputs.dataset().get();
    long characters = 0;
    for (int row : FitStep.evenly(data.rows().size(), most)) {
      Row r = data.rows().get(row);
      characters += r.prompt().length() + r.generatedCode().length();
    }
    return OptionalLong.of(Math.round(characters / CHARACTERS));
  }

  /** The rows of the second dataset are read and encoded like those of the first. */
  private void second(List<PlannedStep> steps, String place, String model, String layer, String sae) {
    for (String name : List.of("extract", "encode")) {
      List<String> needed = keys.map(k -> k.second().stream().map(name.equals("extract") ? LayerKeys::extract : LayerKeys::encode).toList())
          .orElse(List.of());
      steps.add(new PlannedStep("second " + name, List.of("second dataset " + place, model, layer, "sae " + sae),
          needed.isEmpty() ? "" : needed.get(0),
          keys.isEmpty() ? "unknown" : needed.stream().allMatch(key -> cache.has(name, key)) ? "hit" : "miss", OptionalLong.empty(),
          OptionalLong.empty()));
    }
  }

  private OptionalLong corpusTokens() {
    if (inputs.corpus().isEmpty()) {
      return OptionalLong.empty();
    }
    FilterSpec filter = spec.filter().orElseThrow();
    Corpus corpus = Corpus.open(inputs.corpus().get(), filter.documents().orElse(0));
    double most = filter.context().isPresent() ? filter.context().getAsInt() : Double.POSITIVE_INFINITY;
    return OptionalLong.of(Math.round(corpus.documents().stream().mapToDouble(d -> Math.min(d.length() / CHARACTERS, most)).sum()));
  }
}
