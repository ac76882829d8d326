package pva.analysis;

import pva.analysis.input.Inputs;
import pva.analysis.run.Cache;
import pva.analysis.run.Plan;
import pva.analysis.run.RunOptions;
import pva.analysis.run.RunResult;
import pva.analysis.spec.AnalysisSpec;
import pva.base.Progress;
import pva.data.Hub;

/** Plans and runs an analysis. */
public final class Analysis {
  private Analysis() {
  }

  /**
   * What a run would do: steps, keys, hits, estimates, and what is missing. Loads no model. Fails where an input is there but damaged,
   * with that input's error.
   */
  public static Plan plan(AnalysisSpec spec, RunOptions options) {
    AnalysisSpec asked = options.device().map(spec::on).orElse(spec);
    try (Inputs inputs = Inputs.find(asked, Hub.standard())) {
      return Planning.plan(inputs, Cache.standard());
    }
  }

  /**
   * Runs the steps that are not in the cache and writes the run directory. A model and a dictionary that are named by hub ids and are
   * not on this machine are fetched first.
   *
   * <p>Fails with PVA-RUN-020 where an input is missing, with PVA-HUB-001 to -017 where a download is refused, with PVA-FIT-001 where
   * the dictionary does not fit the layer (unless forced),
   * and with the error of the input or step at fault. A run that fails after its inputs were found leaves a record that says so.
   */
  public static RunResult run(AnalysisSpec spec, RunOptions options, Progress progress) {
    return new AnalysisRun(spec, options, Hub.standard(), progress).run();
  }
}
