package pva.analysis;

import java.time.Instant;
import pva.analysis.input.Fetching;
import pva.analysis.input.Inputs;
import pva.analysis.record.RecordedRun;
import pva.analysis.record.RunFolder;
import pva.analysis.report.DrawnFigures;
import pva.analysis.report.Findings;
import pva.analysis.report.ReportFilling;
import pva.analysis.run.Cache;
import pva.analysis.run.RunOptions;
import pva.analysis.run.RunResult;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.step.DetectStep;
import pva.analysis.step.RatesStep;
import pva.analysis.step.Results;
import pva.analysis.step.ScoreStep;
import pva.base.Progress;
import pva.data.Hub;
import pva.viz.ReportPage;

/** One run: inputs, keys, steps, and the run directory with its record. */
final class AnalysisRun {
  private final AnalysisSpec spec;
  private final RunOptions options;
  private final Progress seen;
  private final Hub hub;
  private final Instant started = Instant.now();
  private final long clock = System.nanoTime();

  AnalysisRun(AnalysisSpec spec, RunOptions options, Hub hub, Progress progress) {
    this.spec = options.device().map(spec::on).orElse(spec);
    this.options = options;
    this.hub = hub;
    this.seen = progress;
  }

  RunResult run() {
    return Cache.use(options, this::run);
  }

  RunResult run(Cache cache) {
    try (Inputs inputs = Fetching.complete(spec, hub, seen)) {
      Keys keys = Keys.of(inputs, cache);
      RunFolder folder = RunFolder.create(options.out(), spec.name(), started);
      AnalysisRecord record = new AnalysisRecord(inputs, keys, started);
      return RecordedRun.of(folder, spec, record, cache, seen, clock, run -> steps(inputs, keys, record, run));
    }
  }

  private RunResult steps(Inputs inputs, Keys keys, AnalysisRecord record, RecordedRun run) {
    inputs.notes().forEach(run.progress()::note);
    inputs.corpusAbsent().ifPresent(run.progress()::note);
    Results results = new Pipeline(inputs, keys, run.steps(), run.progress()).run(options.force(),
        (layer, fit) -> record.fit(layer, fit, options.force()));
    RunFolder folder = run.folder();
    Findings findings = Findings.of(inputs, results).marked(inputs);
    folder.copy(results.scoreFolder().resolve(ScoreStep.TABLE), ScoreStep.TABLE);
    folder.copy(results.scoreFolder().resolve(ScoreStep.CSV), ScoreStep.CSV);
    results.ratesFile().ifPresent(rates -> folder.copy(rates, RatesStep.FILE));
    results.detectFolder().ifPresent(detect -> {
      folder.copy(detect.resolve(DetectStep.TABLE), DetectStep.TABLE);
      folder.copy(detect.resolve(DetectStep.CSV), DetectStep.CSV);
    });
    DrawnFigures.read(results.drawFolder()).files().forEach(f -> folder.copy(results.drawFolder().resolve(f), f));
    findings.warnings().forEach(w -> folder.log("warning: " + w));
    folder.log("found: " + findings.headline());
    record.results(inputs, keys, results, findings);
    record.steps(run.steps().done());
    folder.text("report.html", ReportPage.render(new ReportFilling(inputs, results).model(findings, options,
        run.steps().done(), record.environment(), folder.outputs())));
    return new RunResult(folder.path(), run.seconds(), run.steps().done(), results.score().summary(), findings.verdict(),
        findings.warnings());
  }
}
