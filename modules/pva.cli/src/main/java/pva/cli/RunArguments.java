package pva.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import pva.analysis.Analysis;
import pva.analysis.generate.Generation;
import pva.analysis.generate.GenerationRunResult;
import pva.analysis.run.RunOptions;
import pva.analysis.run.RunResult;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.spec.ScriptSpec;
import pva.analysis.spec.SteerSpec;
import pva.analysis.steer.SteerResult;
import pva.analysis.steer.Steering;
import pva.base.PvaException;
import pva.tensor.DeviceChoice;

/** What every command that runs a script takes, and how it runs it. */
final class RunArguments {
  @Option(names = "--out", paramLabel = "DIR", description = "the run directory; default runs/NAME-TIME")
  Path out;

  @Option(names = "--no-cache", description = "compute every step again and keep none")
  boolean noCache;

  @Option(names = "--device", paramLabel = "D", description = "auto, cpu, gpu or gpu(N); overrides the script")
  String device;

  /** Runs what the script asks for and prints its verdict and where its report is. */
  int run(ScriptSpec spec, boolean force, Terminal terminal) {
    RunOptions options = new RunOptions(Optional.ofNullable(out), !noCache, force, Optional.ofNullable(device).map(DeviceChoice::parse));
    try {
      if (spec instanceof SteerSpec steer) {
        SteerResult result = Steering.run(steer, options, terminal.progress());
        print(result.verdict(), result.folder(), terminal);
      } else if (spec instanceof GenerationSpec generation) {
        GenerationRunResult result = Generation.run(generation, options, terminal.progress());
        terminal.out().println("dataset: " + result.dataset());
        print(result.verdict(), result.folder(), terminal);
      } else {
        RunResult result = Analysis.run((AnalysisSpec) spec, options, terminal.progress());
        print(result.verdict(), result.folder(), terminal);
      }
      return 0;
    } catch (PvaException e) {
      throw new FailedScript(e, spec);
    }
  }

  private static void print(List<String> verdict, Path folder, Terminal terminal) {
    verdict.forEach(terminal.out()::println);
    terminal.out().println("report: " + folder.resolve("report.html"));
  }
}
