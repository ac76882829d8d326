package pva.analysis.record;

import java.util.function.Function;
import pva.analysis.run.Cache;
import pva.analysis.spec.ScriptSpec;
import pva.base.Progress;

/**
 * What every run has around its steps: a directory with the script's text, and a record that is there from the first moment and tells
 * of a failure as of success.
 */
public final class RecordedRun {
  private final RunFolder folder;
  private final RunRecord record;
  private final StepLog steps;
  private final Progress progress;
  private final long clock;

  private RecordedRun(RunFolder folder, RunRecord record, Cache cache, Progress seen, long clock) {
    this.folder = folder;
    this.record = record;
    this.clock = clock;
    steps = new StepLog(cache, folder::log);
    progress = folder.logged(seen);
  }

  /**
   * Does the work of a run and closes its record.
   *
   * @param clock {@link System#nanoTime} when the run began
   */
  public static <T> T of(RunFolder folder, ScriptSpec spec, RunRecord record, Cache cache, Progress seen, long clock,
      Function<RecordedRun, T> work) {
    RecordedRun run = new RecordedRun(folder, record, cache, seen, clock);
    folder.text(RunFolder.SCRIPT, spec.scriptText());
    folder.record(record.values());
    try {
      T result = work.apply(run);
      folder.log("done");
      record.done(folder.outputs(), run.seconds());
      folder.record(record.values());
      return result;
    } catch (RuntimeException | OutOfMemoryError e) {
      folder.log("failed: " + e.getMessage());
      record.steps(run.steps.done());
      record.failed(e, run.seconds());
      folder.record(record.values());
      throw e;
    }
  }

  public RunFolder folder() {
    return folder;
  }

  public StepLog steps() {
    return steps;
  }

  /** What is shown, which the log gets too. */
  public Progress progress() {
    return progress;
  }

  /** Wall time so far. */
  public double seconds() {
    return Math.round((System.nanoTime() - clock) / 1e6) / 1e3;
  }
}
