package pva.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pva.analysis.run.RunResult;
import pva.analysis.spec.ScriptSpec;
import pva.analysis.text.Words;
import pva.viz.Fact;
import pva.viz.ReportModel;

/** What the report of every kind of run says of the run itself. */
public final class RunWords {
  private RunWords() {
  }

  /** What was asked, the parameters behind the facts, and how to ask it again by {@code command}, such as {@code pva run}, and options. */
  public static ReportModel.Asked asked(ScriptSpec spec, List<Fact> facts, String command, String options) {
    List<Fact> all = new ArrayList<>(facts);
    spec.params().forEach((name, value) -> all.add(new Fact("parameter " + name, String.valueOf(value))));
    String script = spec.script().getFileName().toString();
    String params = spec.params().entrySet().stream().map(e -> " -P " + e.getKey() + "=" + e.getValue()).collect(Collectors.joining());
    return new ReportModel.Asked(all, script, spec.scriptText(), List.of(command + " " + script + params + options, "pva verify RUN"));
  }

  public static ReportModel.Run run(List<RunResult.StepDone> steps, Map<String, Object> environment, Map<String, String> outputs) {
    return new ReportModel.Run(steps.stream()
        .map(s -> new ReportModel.Step(s.name() + (s.layer().isPresent() ? " " + s.layer().getAsInt() : ""),
        s.cache(), s.seconds(), s.key())).toList(),
        environment.entrySet().stream().map(e -> new Fact(e.getKey(), Words.value(e.getValue()))).toList(),
        outputs.entrySet().stream().map(e -> new ReportModel.Output(e.getKey(), e.getValue())).toList());
  }
}
