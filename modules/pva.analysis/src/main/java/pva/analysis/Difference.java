package pva.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pva.analysis.text.LineDiff;
import tools.jackson.databind.JsonNode;

/**
 * How two runs differ: what was asked, of which inputs, what came out. When they ran and how long they took is left out.
 *
 * @param script lines of the scripts, {@code -} those of the first alone, {@code +} those of the second
 * @param changes values of the records that differ
 * @param latents how the score tables differ; empty where one run has none
 */
public record Difference(List<String> script, List<Change> changes, Optional<LatentDifference> latents) {
  /** What says nothing about the runs' results, or is told in another way. */
  private static final Set<String> LEFT_OUT = Set.of("started", "seconds", "script", "steps", "outputs", "paragraphs");

  public Difference {
    script = List.copyOf(script);
    changes = List.copyOf(changes);
  }

  /** One value of the record, by its path such as {@code dataset.sha256}, as text; {@code none} where a run has no such value. */
  public record Change(String what, String first, String second) {
  }

  /** Fails with PVA-RUN-041 and -042 where a folder holds no run, and as a table does where it is damaged. */
  public static Difference of(Path first, Path second) {
    RunFile a = RunFile.of(first);
    RunFile b = RunFile.of(second);
    List<Change> changes = new ArrayList<>(changes(values(a), values(b)));
    changes.addAll(changes(prefixed("step ", a.steps()), prefixed("step ", b.steps())));
    return new Difference(LineDiff.of(a.script(), b.script()), changes, LatentDifference.of(first, second));
  }

  public boolean none() {
    return script.isEmpty() && changes.isEmpty() && latents.map(LatentDifference::none).orElse(true);
  }

  private static List<Change> changes(Map<String, String> a, Map<String, String> b) {
    Set<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    return names.stream().filter(n -> !a.getOrDefault(n, "none").equals(b.getOrDefault(n, "none")))
        .map(n -> new Change(n, a.getOrDefault(n, "none"), b.getOrDefault(n, "none"))).toList();
  }

  private static Map<String, String> prefixed(String prefix, Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>();
    values.forEach((name, value) -> all.put(prefix + name, value));
    return all;
  }

  private static Map<String, String> values(RunFile record) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : record.json().properties()) {
      if (!LEFT_OUT.contains(e.getKey())) {
        flatten(e.getKey(), e.getValue(), values);
      }
    }
    if (record.wrote("dataset")) {
      values.remove("dataset.path"); // every run writes its own
    }
    return values;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(path + "." + e.getKey(), e.getValue(), into));
    } else if (!node.isNull()) {
      into.put(path, node.isValueNode() ? node.asString() : node.toString());
    }
  }
}
