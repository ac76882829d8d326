package pva.analysis.generate;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import pva.analysis.record.RecordedRun;
import pva.analysis.record.RunFolder;
import pva.analysis.report.DrawnFigures;
import pva.analysis.run.Cache;
import pva.analysis.run.RunOptions;
import pva.analysis.spec.GenerationSpec;
import pva.base.Progress;
import pva.data.Hub;
import pva.data.TableFiles;
import pva.viz.GenerationPage;

/** One script's generation: inputs, keys, steps, and the run directory with its record. */
final class GenerationRun {
  private final GenerationSpec spec;
  private final RunOptions options;
  private final Progress seen;
  private final Instant started = Instant.now();
  private final long clock = System.nanoTime();

  GenerationRun(GenerationSpec spec, RunOptions options, Progress progress) {
    this.spec = options.device().map(spec::on).orElse(spec);
    this.options = options;
    this.seen = progress;
  }

  GenerationRunResult run() {
    return Cache.use(options, this::run);
  }

  GenerationRunResult run(Cache cache) {
    GenerationInputs inputs = GenerationInputs.complete(spec, Hub.standard(), seen);
    GenerationKeys keys = GenerationKeys.of(inputs, cache);
    RunFolder folder = RunFolder.create(options.out(), spec.name(), started);
    GenerationRecord record = new GenerationRecord(inputs, keys, started);
    return RecordedRun.of(folder, spec, record, cache, seen, clock, run -> steps(inputs, keys, record, run));
  }

  private GenerationRunResult steps(GenerationInputs inputs, GenerationKeys keys, GenerationRecord record, RecordedRun run) {
    RunFolder folder = run.folder();
    Cache.Entry generated = run.steps().run("generate", keys.generate(),
        (into, partial) -> GenerateStep.compute(inputs, keys.generate(), into, partial, run.progress()));
    String dataset = Generation.name(inputs, started);
    folder.copy(generated.file(GenerateStep.TABLE), dataset);
    Solutions solutions = Solutions.of(TableFiles.read(generated.file(GenerateStep.TABLE)));
    Judged judged = Judged.read(generated.file(GenerateStep.JUDGED));
    Path drawn = run.steps().run("draw", keys.draw(), (into, partial) -> GenerationDrawing.write(solutions, spec, into)).folder();
    DrawnFigures figures = DrawnFigures.read(drawn);
    figures.files().forEach(f -> folder.copy(drawn.resolve(f), f));
    GenerationVerdict verdict = new GenerationVerdict(spec, solutions, judged);
    List<String> warnings = verdict.warnings();
    warnings.forEach(w -> folder.log("warning: " + w));
    folder.log("found: " + verdict.headline());
    record.results(folder.path().resolve(dataset), solutions, judged, verdict);
    record.steps(run.steps().done());
    folder.text("report.html", GenerationPage.render(new GenerationReport(inputs, solutions, judged, verdict, figures.whole())
        .model(run.steps().done(), record.environment(), folder.outputs())));
    return new GenerationRunResult(folder.path(), folder.path().resolve(dataset), run.seconds(), run.steps().done(),
        verdict.lines(), warnings);
  }
}
