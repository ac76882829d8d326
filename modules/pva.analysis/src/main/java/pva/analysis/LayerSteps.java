package pva.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.record.StepLog;
import pva.analysis.run.Cache;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.FilterSpec;
import pva.analysis.step.EncodeStep;
import pva.analysis.step.ExtractStep;
import pva.analysis.step.Extracted;
import pva.analysis.step.FitResult;
import pva.analysis.step.FitStep;
import pva.analysis.step.RatesStep;
import pva.analysis.step.Workbench;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Corpus;
import pva.data.Row;
import pva.data.TextRow;
import pva.model.ExtractionRequest;
import pva.model.Hook;
import pva.model.TextTokens;
import pva.sae.DictionaryInfo;
import pva.sae.FiringRates;
import pva.sae.Fit;

/**
 * The steps that use the model: fit, extract, encode, rates, each at every layer. One pass of the model serves all layers; where their
 * dictionaries together are too large, fit and rates take some layers at a time, and the results are the same.
 */
final class LayerSteps {
  /** Dictionaries that are used in one pass take no more than this together, unless one alone does. */
  private static final long ROOM = 4L << 30;

  private final Inputs inputs;
  private final AnalysisSpec spec;
  private final List<LayerSae> layers;
  private final Keys keys;
  private final StepLog steps;
  private final Progress progress;

  LayerSteps(Inputs inputs, Keys keys, StepLog steps, Progress progress) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.layers = inputs.layers();
    this.keys = keys;
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * What the steps left, each list in the order of the layers.
   *
   * @param tokens what the rows look like as tokens
   * @param latents files of sparse latents
   * @param rates empty where no general text was counted
   */
  record Left(List<FitResult> fits, List<Extracted> extracted, Path tokens, List<Path> latents, List<Path> rates) {
  }

  /**
   * Runs what is not in the cache.
   *
   * @param force goes on where a fit verdict would stop
   * @param measured is told each fit before its verdict can stop the run
   */
  Left run(boolean force, BiConsumer<LayerSae, FitResult> measured) {
    List<List<Integer>> groups = groups(layers.stream().map(l -> bytes(l.sae().info())).toList(), ROOM);
    try (Workbench bench = new Workbench(inputs, progress)) { // released before scoring, which needs memory of its own
      List<FitResult> fits = new ArrayList<>();
      for (List<Integer> group : groups) {
        fits.addAll(fit(bench, group));
        for (int i : group) {
          measured.accept(layers.get(i), fits.get(i));
          judge(layers.get(i), fits.get(i).fit(), force);
        }
      }
      return read(bench, groups, fits);
    }
  }

  /** Only what a detector reads, activations and latents: for rows that nothing is fitted on. */
  Left read() {
    try (Workbench bench = new Workbench(inputs, progress)) {
      return read(bench, groups(layers.stream().map(l -> bytes(l.sae().info())).toList(), ROOM), List.of());
    }
  }

  private Left read(Workbench bench, List<List<Integer>> groups, List<FitResult> fits) {
    List<Cache.Entry> extracted = extract(bench);
    List<Path> latents = new ArrayList<>();
    List<Path> rates = new ArrayList<>();
    for (List<Integer> group : groups) {
      bench.only(group.stream().map(layers::get).toList());
      group.forEach(i -> latents.add(encode(bench, i, extracted.get(i).file(ExtractStep.FILE))));
      if (inputs.corpus().isPresent()) {
        rates.addAll(rates(bench, group));
      }
    }
    return new Left(fits, IntStream.range(0, layers.size()).mapToObj(i -> new Extracted(layers.get(i).layer(), layers.get(i).hook(),
        extracted.get(i).file(ExtractStep.FILE))).toList(), extracted.get(0).file(ExtractStep.TOKENS), latents, rates);
  }

  /** Consecutive layers whose dictionaries fit together, by their places. */
  static List<List<Integer>> groups(List<Long> bytes, long room) {
    List<List<Integer>> groups = new ArrayList<>();
    long taken = 0;
    for (int i = 0; i < bytes.size(); i++) {
      if (i == 0 || taken + bytes.get(i) > room) {
        groups.add(new ArrayList<>());
        taken = 0;
      }
      groups.get(groups.size() - 1).add(i);
      taken += bytes.get(i);
    }
    return groups;
  }

  private static long bytes(DictionaryInfo info) {
    return (long) Float.BYTES * info.dSae() * (info.dIn() + info.dOut());
  }

  private List<FitResult> fit(Workbench bench, List<Integer> group) {
    List<Cache.Entry> entries = steps.runAll("fit", named(group), group.stream().map(i -> keys.layers().get(i).fit()).toList(), missing -> {
      bench.only(group.stream().map(layers::get).toList());
      List<FitStep.Measured> dictionaries = new ArrayList<>();
      int deepest = 0;
      for (Cache.Place place : missing) {
        LayerSae layer = layers.get(group.get(place.number()));
        layer.sae().checkWeights();
        dictionaries.add(new FitStep.Measured(layer.hook(), bench.encoder(layer), place.folder().resolve(FitStep.FILE)));
        deepest = Math.max(deepest, layer.layer());
      }
      int through = Math.min(deepest + 1, inputs.model().layers() - 1);
      FitStep.write(bench.texts(), bench.tokenizer(), bench.model(through), dictionaries, spec.position(), progress);
    });
    return IntStream.range(0, group.size()).mapToObj(i -> FitResult.read(entries.get(i).file(FitStep.FILE),
        layers.get(group.get(i)).sae().info())).toList();
  }

  private void judge(LayerSae layer, Fit fit, boolean force) {
    if (layer.warning().isPresent()) {
      progress.note(layer.warning().get() + " " + fit.verdict().message());
    } else if (!fit.verdict().fits()) {
      if (!force) {
        throw PvaException.failed("PVA-FIT-001", fit.verdict().message()).at(layer.sae().info().path()).word("sae")
            .help("--force goes on all the same and says so in every output");
      }
      progress.note("forced to go on: " + fit.verdict().message());
    }
  }

  private List<Cache.Entry> extract(Workbench bench) {
    List<Integer> all = IntStream.range(0, layers.size()).boxed().toList();
    return steps.runAll("extract", named(all), keys.layers().stream().map(LayerKeys::extract).toList(), missing -> {
      bench.releaseModel(); // the extraction loads its own
      Map<Hook, Path> folders = new LinkedHashMap<>();
      missing.forEach(place -> folders.put(layers.get(place.number()).hook(), place.folder()));
      ExtractionRequest request = new ExtractionRequest(inputs.model(), inputs.data().rows().stream().map(Row::textRow).toList(),
          List.copyOf(folders.keySet()), spec.position(), spec.model().compute(), bench.device(), 0);
      ExtractStep.write(request, keys.modelSha256(), steps.activations(), bench.texts(), bench.tokenizer(), folders,
          missing.get(0).partial(), progress);
    });
  }

  private Path encode(Workbench bench, int i, Path activations) {
    LayerSae layer = layers.get(i);
    return steps.run("encode", named(List.of(i)).get(0), keys.layers().get(i).encode(), (folder, partial) -> EncodeStep.write(activations,
        layer.hook(), bench.encoder(layer), spec.threshold(), folder.resolve(EncodeStep.FILE), progress)).file(EncodeStep.FILE);
  }

  private List<Path> rates(Workbench bench, List<Integer> group) {
    List<String> rateKeys = group.stream().map(i -> keys.layers().get(i).rates().orElseThrow()).toList();
    return steps.runAll("rates", named(group), rateKeys, missing -> {
      FilterSpec filter = spec.filter().orElseThrow();
      Corpus corpus = Corpus.open(inputs.corpus().orElseThrow(), filter.documents().orElse(0));
      List<TextRow> documents = corpus.documents().stream().map(text -> new TextRow(text, "")).toList();
      List<RatesStep.Counted> dictionaries = new ArrayList<>();
      int deepest = 0;
      for (Cache.Place place : missing) {
        LayerSae layer = layers.get(group.get(place.number()));
        dictionaries.add(new RatesStep.Counted(layer.ratesHook(), bench.encoder(layer), place.partial()));
        deepest = Math.max(deepest, layer.layer());
      }
      List<FiringRates> rates = RatesStep.count(TextTokens.of(bench.tokenizer(), documents, progress, filter.context().orElse(0)),
          bench.tokenizer(), bench.model(deepest), dictionaries, (float) spec.threshold(), progress);
      for (int i = 0; i < rates.size(); i++) {
        rates.get(i).write(missing.get(i).folder().resolve(RatesStep.FILE));
      }
    }).stream().map(entry -> entry.file(RatesStep.FILE)).toList();
  }

  /** The layers of these places, to be told apart where there are several. */
  private List<OptionalInt> named(List<Integer> places) {
    return places.stream().map(i -> inputs.several() ? OptionalInt.of(layers.get(i).layer()) : OptionalInt.empty()).toList();
  }
}
