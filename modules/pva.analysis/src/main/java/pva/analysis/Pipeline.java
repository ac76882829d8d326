package pva.analysis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.record.StepLog;
import pva.analysis.report.DrawStep;
import pva.analysis.run.Cache;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.step.DetectStep;
import pva.analysis.step.Detections;
import pva.analysis.step.Filters;
import pva.analysis.step.FitResult;
import pva.analysis.step.LatentIndex;
import pva.analysis.step.Parts;
import pva.analysis.step.RatesStep;
import pva.analysis.step.Results;
import pva.analysis.step.RowTokens;
import pva.analysis.step.ScoreResult;
import pva.analysis.step.ScoreStep;
import pva.analysis.step.StabilityResult;
import pva.analysis.step.StabilityStep;
import pva.analysis.step.Study;
import pva.analysis.step.Transfer;
import pva.base.Progress;
import pva.sae.FiringRates;
import pva.tensor.SparseMatrix;

/** The steps in their order: those that use the model, at every layer; then score, detect, stability, draw, over all layers together. */
final class Pipeline {
  private final Inputs inputs;
  private final AnalysisSpec spec;
  private final Keys keys;
  private final StepLog steps;
  private final Progress progress;

  Pipeline(Inputs inputs, Keys keys, StepLog steps, Progress progress) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.keys = keys;
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * Runs what is not in the cache. Each step reads the files of those before it.
   *
   * @param force goes on where a fit verdict would stop
   * @param measured is told each fit before its verdict can stop the run
   */
  Results run(boolean force, BiConsumer<LayerSae, FitResult> measured) {
    spec.statistics().split().ifPresent(s -> Parts.of(s, inputs.data(), inputs.data().taskIds())); // fails before the long work does
    inputs.second().ifPresent(second -> Transfer.unshared(inputs.data(), second)); // likewise
    LayerSteps.Left left = new LayerSteps(inputs, keys, steps, progress).run(force, measured);
    Optional<FiringRates> rates = left.rates().isEmpty() ? Optional.empty()
        : Optional.of(FiringRates.sideBySide(left.rates().stream().map(FiringRates::read).toList()));
    Study study = study(inputs, left);
    Optional<Transfer.Second> second = inputs.ofSecond().map(other -> second(other));
    Study chooses = spec.statistics().split().map(s -> Parts.of(s, study.data(), study.data().taskIds()))
        .map(parts -> study.only(parts.choosing(study.rows().length))).orElse(study);
    Filters filters = Filters.of(chooses.latents(), rates, spec.filter(), spec.template());
    Cache.Entry score = steps.run("score", keys.score(), (folder, partial) ->
        ScoreStep.write(chooses, filters, rates, spec, folder, progress));
    Optional<Path> detect = keys.detect().map(key -> steps.run("detect", key, (folder, partial) ->
        DetectStep.write(study, left.extracted(), second, spec, filters.kept(), folder, progress)).folder());
    Optional<Path> stability = keys.stability().map(key -> steps.run("stability", key, (folder, partial) ->
        StabilityStep.write(chooses, filters, spec, folder, progress)).folder());
    ScoreResult scored = ScoreResult.read(score.folder(), study.index());
    Optional<Detections> detections = detect.map(Detections::read);
    Optional<StabilityResult> stable = stability.map(folder -> StabilityResult.read(folder, study.index()));
    FitResult fit = left.fits().get(study.index().layers().indexOf(scored.bestLayer()));
    Cache.Entry draw = steps.run("draw", keys.draw(), (folder, partial) -> DrawStep.write(new DrawStep.Drawn(fit, scored, chooses, rates,
        detections, stable), spec, folder));
    Optional<Path> ratesFile = rates.map(r -> inputs.several() ? score.file(RatesStep.FILE) : left.rates().get(0));
    return new Results(left.fits(), fit, study, chooses, rates, ratesFile, scored, score.folder(), detections, detect, stable,
        draw.folder());
  }

  private Transfer.Second second(Inputs other) {
    LayerSteps.Left left = new LayerSteps(other, keys.ofSecond(), steps.named("second "), progress).read();
    return new Transfer.Second(study(other, left), left.extracted());
  }

  /** The rows that count. */
  private Study study(Inputs inputs, LayerSteps.Left left) {
    List<SparseMatrix> latents = left.latents().stream().map(SparseMatrix::read).toList();
    LatentIndex index = LatentIndex.of(inputs.layers().stream().map(LayerSae::layer).toList(),
        latents.stream().map(SparseMatrix::cols).toList());
    Study all = Study.of(inputs.data(), latents.size() == 1 ? latents.get(0) : SparseMatrix.sideBySide(latents), index,
        RowTokens.read(left.tokens()));
    return spec.highNorm().map(guard -> all.guarded(guard, left.extracted())).orElse(all);
  }
}
