package pva.analysis;

import pva.base.Progress;

/** Plans and runs an analysis. */
public final class Analysis {
  private Analysis() {
  }

  /** What a run would do, without loading a model. */
  public static Plan plan(AnalysisSpec spec, RunOptions options) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Runs all steps and writes the run directory. */
  public static RunResult run(AnalysisSpec spec, RunOptions options, Progress progress) {
    throw new UnsupportedOperationException("not written yet");
  }
}
