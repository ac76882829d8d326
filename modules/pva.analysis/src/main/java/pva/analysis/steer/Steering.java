package pva.analysis.steer;

import pva.analysis.run.Cache;
import pva.analysis.run.Plan;
import pva.analysis.run.RunOptions;
import pva.analysis.spec.SteerSpec;
import pva.base.Progress;
import pva.data.Hub;

/** Plans and runs a steering study. */
public final class Steering {
  private Steering() {
  }

  /** What a study would do: steps, keys, hits, estimates, and what is missing. Loads no model. */
  public static Plan plan(SteerSpec spec, RunOptions options) {
    SteerSpec asked = options.device().map(spec::on).orElse(spec);
    try (SteerInputs inputs = SteerInputs.find(asked, Hub.standard())) {
      return SteerPlanning.plan(inputs, Cache.standard());
    }
  }

  /**
   * Fetches what only a hub has, runs the steps that are not in the cache and writes the run directory.
   *
   * <p>Fails with PVA-RUN-020 where an input is missing, with PVA-STEER-025 where the model solves all tasks or none, and with the
   * error of the input or step at fault. A run that fails after its inputs were found leaves a record that says so.
   */
  public static SteerResult run(SteerSpec spec, RunOptions options, Progress progress) {
    return new SteerRun(spec, options, Hub.standard(), progress).run();
  }
}
