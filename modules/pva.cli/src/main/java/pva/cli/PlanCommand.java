package pva.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import pva.analysis.run.Plan;
import pva.analysis.run.PlannedStep;
import pva.analysis.spec.ScriptSpec;
import pva.dsl.Scripts;

@Command(name = "plan", description = "Shows what a run would do: steps, inputs, keys, hit or miss, tokens and bytes, and what is missing.")
final class PlanCommand extends PvaCommand {
  @Parameters(paramLabel = "SCRIPT", description = "the script")
  Path script;

  @Mixin
  ScriptArguments arguments = new ScriptArguments();

  PlanCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    ScriptSpec spec = Scripts.read(script, arguments.options(terminal));
    Plan plan = Plans.of(spec);
    if (common.json) {
      terminal.out().println(Json.text(values(plan)));
    } else {
      print(plan);
    }
    return 0;
  }

  private void print(Plan plan) {
    String first = "%-" + plan.steps().stream().mapToInt(s -> s.name().length()).reduce(10, Math::max) + "s";
    terminal.out().printf(Locale.ROOT, first + " %-8s %12s %10s  %-12s  %s%n", "step", "cache", "tokens", "bytes", "key", "inputs");
    for (PlannedStep step : plan.steps()) {
      terminal.out().printf(Locale.ROOT, first + " %-8s %12s %10s  %-12s  %s%n", step.name(), state(step), count(step.tokens()),
          bytes(step.bytes()), step.key().isEmpty() ? "-" : step.key().substring(0, 12), String.join(", ", step.inputs()));
    }
    plan.steps().forEach(step -> step.store().ifPresent(s -> terminal.out().printf(Locale.ROOT,
        "%s: the activation store has %,d of %,d texts; %,d of %,d tokens are left to read%n", step.name(), s.kept(), s.texts(),
        s.left(), s.tokens())));
    plan.notes().forEach(note -> terminal.out().println("note: " + note));
    for (Plan.Missing missing : plan.missing()) {
      terminal.out().println();
      terminal.out().println("missing: " + missing.what());
      missing.looked().forEach(place -> terminal.out().println("  looked in: " + place));
      missing.get().forEach(way -> terminal.out().println("  " + way));
    }
  }

  /** Of several layers how many are there. */
  private static String state(PlannedStep step) {
    return step.cache().equals("partly") ? step.layers().stream().filter(l -> l.cache().equals("hit")).count() + " of "
        + step.layers().size()
        : step.cache();
  }

  private static Map<String, Object> values(Plan plan) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("steps", plan.steps().stream().map(PlanCommand::values).toList());
    values.put("missing", plan.missing());
    values.put("notes", plan.notes());
    return values;
  }

  private static Map<String, Object> values(PlannedStep step) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", step.name());
    values.put("inputs", step.inputs());
    values.put("key", step.key().isEmpty() ? null : step.key());
    values.put("cache", step.cache());
    values.put("tokens", step.tokens().isPresent() ? step.tokens().getAsLong() : null);
    values.put("bytes", step.bytes().isPresent() ? step.bytes().getAsLong() : null);
    if (!step.layers().isEmpty()) {
      values.put("layers", step.layers());
    }
    step.store().ifPresent(s -> values.put("store", s));
    return values;
  }

  private static String count(OptionalLong n) {
    return n.isPresent() ? String.format(Locale.ROOT, "%,d", n.getAsLong()) : "-";
  }

  private static String bytes(OptionalLong n) {
    if (n.isEmpty()) {
      return "-";
    }
    double size = n.getAsLong();
    for (String unit : new String[] {"B", "kB", "MB"}) {
      if (size < 1000) {
        return String.format(Locale.ROOT, unit.equals("B") ? "%.0f %s" : "%.1f %s", size, unit);
      }
      size /= 1000;
    }
    return String.format(Locale.ROOT, "%.1f GB", size);
  }
}
