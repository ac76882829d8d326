package pva.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pva.analysis.History.PastRun;
import pva.analysis.run.Plan;
import pva.analysis.run.PlannedStep;
import pva.analysis.spec.ScriptSpec;
import pva.analysis.text.LineDiff;
import pva.base.Progress;
import pva.base.PvaException;

/**
 * Why a step of a script would be taken from the cache or run again.
 *
 * @param step its name
 * @param state {@code hit}, {@code miss}, {@code partly} where only some layers are there, or {@code unknown} while an input is missing
 * @param reasons in words, the most telling first
 */
public record Explanation(String step, String state, List<String> reasons) {
  public Explanation {
    reasons = List.copyOf(reasons);
  }

  /**
   * Looks at the plan of the script and at the last run below {@code runs} that knew the step, of the same script where there is one.
   *
   * <p>Fails with PVA-RUN-045 where the plan has no such step.
   */
  public static Explanation of(ScriptSpec spec, Plan plan, String step, Path runs, Progress progress) {
    PlannedStep planned = plan.steps().stream().filter(s -> s.name().equals(step)).findFirst().orElseThrow(() -> PvaException.usage(
        "PVA-RUN-045", "this script has no step `" + step + "`").at(spec.script()).help("its steps are "
        + plan.steps().stream().map(PlannedStep::name).collect(Collectors.joining(", "))));
    return new Explanation(step, planned.cache(), switch (planned.cache()) {
      case "hit" -> List.of("it is taken from the cache, where its entry is whole: " + String.join(", ", keys(planned).values()));
      case "unknown" -> plan.missing().stream().map(m -> "nobody can say before this is there: " + m.what()).toList();
      default -> again(spec, plan, planned, runs, progress);
    });
  }

  private static List<String> again(ScriptSpec spec, Plan plan, PlannedStep planned, Path runs, Progress progress) {
    Map<String, String> wanted = keys(planned);
    Optional<RunFile> past = past(spec, wanted.keySet(), runs);
    if (past.isEmpty()) {
      return List.of("no run below " + runs + " has done it");
    }
    RunFile last = past.get();
    Map<String, String> steps = last.steps();
    if (steps.entrySet().containsAll(wanted.entrySet())) {
      return List.of(last.run() + " did the same, but its entry is damaged or no longer in the cache: "
          + String.join(", ", wanted.values()));
    }
    List<String> reasons = new ArrayList<>();
    Verification.of(last.run(), progress).checks().stream().filter(c -> c.kind().equals("input") && !c.what().equals("script")
        && !c.state().equals("same")).forEach(c -> reasons.add("the " + c.what() + " " + c.path() + " is " + c.state() + " since then"));
    LineDiff.of(last.script(), spec.scriptText()).forEach(l -> reasons.add("the script: " + l));
    spec.params().forEach((name, value) -> {
      String before = last.json().path("params").path(name).asString("none");
      if (!before.equals(String.valueOf(value))) {
        reasons.add("the parameter " + name + " was " + before + " and is " + value);
      }
    });
    List<String> before = plan.steps().stream().takeWhile(s -> s != planned)
        .filter(s -> keys(s).entrySet().stream()
            .anyMatch(k -> steps.containsKey(k.getKey()) && !steps.get(k.getKey()).equals(k.getValue())))
        .map(PlannedStep::name).toList();
    if (!before.isEmpty()) {
      reasons.add("the steps before it run again too: " + String.join(", ", before));
    }
    if (reasons.isEmpty()) {
      reasons.add("script and inputs are the same; pva itself or the device is another than " + last.json().path("environment").path("pva")
          .asString("unknown") + " on " + last.json().path("environment").path("device").asString("unknown"));
    }
    reasons.add(0, "it differs from the last run that did it, " + last.run());
    return reasons;
  }

  /** The content key of a step, or those of each layer, by the names that a record gives them. */
  private static Map<String, String> keys(PlannedStep step) {
    Map<String, String> keys = new LinkedHashMap<>();
    if (step.layers().isEmpty()) {
      keys.put(step.name(), step.key());
    }
    step.layers().forEach(l -> keys.put(step.name() + " " + l.layer(), l.key()));
    return keys;
  }

  private static Optional<RunFile> past(ScriptSpec spec, Set<String> steps, Path runs) {
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    String script = spec.script().toAbsolutePath().normalize().toString();
    return History.below(runs).runs().stream().filter(r -> !r.status().equals("unreadable")).map(PastRun::folder).map(RunFile::of)
        .filter(r -> r.steps().keySet().stream().anyMatch(steps::contains))
        .max(Comparator.comparing((RunFile r) -> r.json().path("script").path("path").asString("").equals(script))
        .thenComparing(r -> r.json().path("started").asString("")));
  }
}
