package pva.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pva.analysis.Analysis;
import pva.analysis.AnalysisSpec;
import pva.analysis.RunOptions;
import pva.analysis.RunResult;
import pva.base.PvaException;
import pva.dsl.Scripts;
import pva.tensor.DeviceChoice;

@Command(name = "run", description = "Runs a script and writes its run directory: tables, figures, report and record.")
final class RunCommand extends PvaCommand {
  @Parameters(paramLabel = "SCRIPT", description = "the script")
  Path script;

  @Mixin
  ScriptArguments arguments = new ScriptArguments();

  @Option(names = "--out", paramLabel = "DIR", description = "the run directory; default runs/NAME-TIME")
  Path out;

  @Option(names = "--no-cache", description = "compute every step again and keep none")
  boolean noCache;

  @Option(names = "--force", description = "go on when the dictionary does not fit the tensor; every output says so")
  boolean force;

  @Option(names = "--device", paramLabel = "D", description = "auto, cpu, gpu or gpu(N); overrides the script")
  String device;

  RunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    AnalysisSpec spec = Scripts.load(script, arguments.options(terminal));
    RunOptions options = new RunOptions(Optional.ofNullable(out), !noCache, force, Optional.ofNullable(device).map(DeviceChoice::parse));
    try {
      RunResult result = Analysis.run(spec, options, terminal.progress());
      result.verdict().forEach(terminal.out()::println);
      terminal.out().println("report: " + result.folder().resolve("report.html"));
      return 0;
    } catch (PvaException e) {
      throw new FailedScript(e, spec);
    }
  }
}
