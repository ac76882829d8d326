package pva.analysis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import pva.analysis.input.Inputs;
import pva.analysis.record.StepLog;
import pva.analysis.report.DrawStep;
import pva.analysis.run.Cache;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.FilterSpec;
import pva.analysis.spec.Pairing;
import pva.analysis.step.DetectStep;
import pva.analysis.step.Detections;
import pva.analysis.step.EncodeStep;
import pva.analysis.step.ExtractStep;
import pva.analysis.step.Filters;
import pva.analysis.step.FitResult;
import pva.analysis.step.FitStep;
import pva.analysis.step.Parts;
import pva.analysis.step.RatesStep;
import pva.analysis.step.Results;
import pva.analysis.step.RowTokens;
import pva.analysis.step.ScoreResult;
import pva.analysis.step.ScoreStep;
import pva.analysis.step.StabilityResult;
import pva.analysis.step.StabilityStep;
import pva.analysis.step.Study;
import pva.analysis.step.Workbench;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Corpus;
import pva.data.Row;
import pva.data.TextRow;
import pva.model.ExtractionRequest;
import pva.model.Hook;
import pva.model.TextTokens;
import pva.sae.FiringRates;
import pva.sae.Fit;
import pva.tensor.SafetensorsFile;
import pva.tensor.SparseMatrix;

/** The steps in their order: fit, extract, encode, rates, score, detect, stability, draw. Each reads the files of those before it. */
final class Pipeline {
  private final Inputs inputs;
  private final AnalysisSpec spec;
  private final Hook hook;
  private final Keys keys;
  private final StepLog steps;
  private final Progress progress;

  Pipeline(Inputs inputs, Keys keys, StepLog steps, Progress progress) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.hook = inputs.hook();
    this.keys = keys;
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * Runs what is not in the cache.
   *
   * @param force goes on where the fit verdict would stop
   * @param measured is told the fit before the verdict can stop the run
   */
  Results run(boolean force, Consumer<FitResult> measured) {
    spec.statistics().split().ifPresent(s -> Parts.of(s, inputs.data(), inputs.data().taskIds())); // fails before the long work does
    FitResult fit;
    Cache.Entry extract;
    Cache.Entry encode;
    Optional<Path> ratesFile;
    try (Workbench bench = new Workbench(inputs, progress)) { // released before scoring, which needs memory of its own
      fit = fit(bench);
      measured.accept(fit);
      judge(fit.fit(), force);
      extract = extract(bench);
      encode = steps.run("encode", keys.encode(), (folder, partial) -> EncodeStep.write(extract.file(ExtractStep.FILE), hook,
          bench.encoder(), spec.threshold(), folder.resolve(EncodeStep.FILE), progress));
      ratesFile = keys.rates().map(key -> rates(bench, key));
    }
    return finish(fit, extract, encode, ratesFile);
  }

  private FitResult fit(Workbench bench) {
    Cache.Entry entry = steps.run("fit", keys.fit(), (folder, partial) -> {
      inputs.sae().checkWeights();
      int through = Math.min(inputs.layer() + 1, inputs.model().layers() - 1);
      FitStep.write(bench.texts(), bench.tokenizer(), bench.model(through), bench.encoder(), hook, spec.position(),
          folder.resolve(FitStep.FILE), progress);
    });
    return FitResult.read(entry.file(FitStep.FILE), inputs.sae().info());
  }

  private void judge(Fit fit, boolean force) {
    if (inputs.published()) {
      progress.note(Pairing.warning(inputs.layer()) + " " + fit.verdict().message());
    } else if (!fit.verdict().fits()) {
      if (!force) {
        throw PvaException.failed("PVA-FIT-001", fit.verdict().message()).at(inputs.sae().info().path()).word("sae")
            .help("--force goes on all the same and says so in every output");
      }
      progress.note("forced to go on: " + fit.verdict().message());
    }
  }

  private Cache.Entry extract(Workbench bench) {
    return steps.run("extract", keys.extract(), (folder, partial) -> {
      bench.releaseModel(); // the extraction loads its own
      ExtractionRequest request = new ExtractionRequest(inputs.model(), inputs.data().rows().stream().map(Row::textRow).toList(),
          List.of(hook), spec.position(), spec.model().compute(), bench.device(), 0);
      ExtractStep.write(request, keys.modelSha256(), steps.activations(), bench.texts(), bench.tokenizer(), folder, partial, progress);
    });
  }

  private Path rates(Workbench bench, String key) {
    return steps.run("rates", key, (folder, partial) -> {
      FilterSpec filter = spec.filter().orElseThrow();
      Corpus corpus = Corpus.open(inputs.corpus().orElseThrow(), filter.documents().orElse(0));
      List<TextRow> documents = corpus.documents().stream().map(text -> new TextRow(text, "")).toList();
      RatesStep.count(TextTokens.of(bench.tokenizer(), documents, progress, filter.context().orElse(0)), bench.tokenizer(),
          bench.model(inputs.layer()), inputs.ratesHook(), bench.encoder(), inputs.sae().info().dSae(), (float) spec.threshold(), partial,
              progress)
          .write(folder.resolve(RatesStep.FILE));
    }).file(RatesStep.FILE);
  }

  private Results finish(FitResult fit, Cache.Entry extract, Cache.Entry encode, Optional<Path> ratesFile) {
    Optional<FiringRates> rates = ratesFile.map(FiringRates::read);
    Study study = study(extract, encode);
    Study chooses = spec.statistics().split().map(s -> Parts.of(s, study.data(), study.data().taskIds()))
        .map(parts -> study.only(parts.choosing(study.rows().length))).orElse(study);
    Filters filters = Filters.of(chooses.latents(), rates, spec.filter(), spec.template());
    Cache.Entry score = steps.run("score", keys.score(), (folder, partial) ->
        ScoreStep.write(chooses, filters, rates, spec, inputs.layer(), folder, progress));
    Optional<Path> detect = keys.detect().map(key -> steps.run("detect", key, (folder, partial) ->
        DetectStep.write(study, extract.file(ExtractStep.FILE), spec, inputs.layer(), hook, filters.kept(), folder, progress)).folder());
    Optional<Path> stability = keys.stability().map(key -> steps.run("stability", key, (folder, partial) ->
        StabilityStep.write(chooses, filters, spec, folder, progress)).folder());
    ScoreResult scored = ScoreResult.read(score.folder());
    Optional<Detections> detections = detect.map(Detections::read);
    Optional<StabilityResult> stable = stability.map(StabilityResult::read);
    Cache.Entry draw = steps.run("draw", keys.draw(), (folder, partial) -> DrawStep.write(new DrawStep.Drawn(fit, scored, chooses, rates,
        detections, stable), spec, folder));
    return new Results(fit, study, chooses, rates, ratesFile, scored, score.folder(), detections, detect, stable, draw.folder());
  }

  /** The rows that count. */
  private Study study(Cache.Entry extract, Cache.Entry encode) {
    Study all = Study.of(inputs.data(), SparseMatrix.read(encode.file(EncodeStep.FILE)), RowTokens.read(extract.file(ExtractStep.TOKENS)));
    if (spec.highNorm().isEmpty()) {
      return all;
    }
    try (SafetensorsFile activations = SafetensorsFile.open(extract.file(ExtractStep.FILE))) {
      return all.guarded(spec.highNorm().get(), activations.matrix(hook.tensor()));
    }
  }
}
