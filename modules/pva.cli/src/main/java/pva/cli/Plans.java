package pva.cli;

import java.util.Optional;
import pva.analysis.Analysis;
import pva.analysis.generate.Generation;
import pva.analysis.run.Plan;
import pva.analysis.run.RunOptions;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.spec.ScriptSpec;
import pva.analysis.spec.SteerSpec;
import pva.analysis.steer.Steering;
import pva.base.PvaException;

/** The plan of a script, whichever block it has. */
final class Plans {
  private Plans() {
  }

  static Plan of(ScriptSpec spec) {
    RunOptions options = new RunOptions(Optional.empty(), true, false, Optional.empty());
    try {
      return spec instanceof SteerSpec steer ? Steering.plan(steer, options)
          : spec instanceof GenerationSpec generation ? Generation.plan(generation, options) : Analysis.plan((AnalysisSpec) spec, options);
    } catch (PvaException e) {
      throw new FailedScript(e, spec);
    }
  }
}
