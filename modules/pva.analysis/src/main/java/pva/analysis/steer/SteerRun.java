package pva.analysis.steer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pva.analysis.record.RecordedRun;
import pva.analysis.record.RunFolder;
import pva.analysis.report.DrawnFigures;
import pva.analysis.run.Cache;
import pva.analysis.run.RunOptions;
import pva.analysis.spec.SteerSpec;
import pva.base.Progress;
import pva.data.Hub;
import pva.data.Table;
import pva.data.TableFiles;
import pva.viz.SteeringPage;

/** One steering study: inputs, keys, steps, and the run directory with its record. */
final class SteerRun {
  static final String TABLE = "arms.csv";

  private final SteerSpec spec;
  private final RunOptions options;
  private final Progress seen;
  private final Hub hub;
  private final Instant started = Instant.now();
  private final long clock = System.nanoTime();

  SteerRun(SteerSpec spec, RunOptions options, Hub hub, Progress progress) {
    this.spec = options.device().map(spec::on).orElse(spec);
    this.options = options;
    this.hub = hub;
    this.seen = progress;
  }

  SteerResult run() {
    return Cache.use(options, this::run);
  }

  SteerResult run(Cache cache) {
    try (SteerInputs inputs = SteerInputs.complete(spec, hub, seen)) {
      SteerKeys keys = SteerKeys.of(inputs, cache);
      RunFolder folder = RunFolder.create(options.out(), spec.name(), started);
      SteerRecord record = new SteerRecord(inputs, keys, started);
      return RecordedRun.of(folder, spec, record, cache, seen, clock, run -> steps(inputs, keys, record, run));
    }
  }

  private SteerResult steps(SteerInputs inputs, SteerKeys keys, SteerRecord record, RecordedRun run) {
    inputs.found().notes().forEach(run.progress()::note);
    SteerPipeline.Results results = new SteerPipeline(inputs, keys, run.steps(), run.progress()).run();
    RunFolder folder = run.folder();
    SteerStudy study = results.study();
    SteerVerdict verdict = new SteerVerdict(spec, study, HeldOutWords.of(results));
    List<String> warnings = new ArrayList<>(verdict.warnings(inputs.model().layers()));
    warnings.addAll(HeldOutWords.warnings(results));
    Path drawn = run.steps().run("draw", keys.draw(), (into, partial) -> SteerDrawing.write(spec, results, into)).folder();
    DrawnFigures figures = DrawnFigures.read(drawn);
    figures.files().forEach(f -> folder.copy(drawn.resolve(f), f));
    Table arms = SteerTable.of(results);
    TableFiles.writeCsv(arms, folder.path().resolve(TABLE));
    results.attention().ifPresent(a -> TableFiles.writeCsv(AttentionTable.of(a), folder.path().resolve(AttentionTable.FILE)));
    ArmTable.write(results.all(), folder.path().resolve(SteerPipeline.SOLUTIONS));
    warnings.forEach(w -> folder.log("warning: " + w));
    folder.log("found: " + verdict.headline());
    record.results(spec, results, verdict, warnings);
    record.steps(run.steps().done());
    folder.text("report.html", SteeringPage.render(new SteerReport(inputs, results, verdict, warnings, figures.whole())
        .model(run.steps().done(), record.environment(), folder.outputs())));
    return new SteerResult(folder.path(), run.seconds(), run.steps().done(), verdict.lines(), warnings);
  }
}
