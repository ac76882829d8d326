package pva.analysis.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.BaselineSpec;
import pva.analysis.text.Json;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.data.Dataset;
import pva.data.Row;
import tools.jackson.databind.JsonNode;

/** Which kind a task is of, from a JSON object of task ids, or one that has it as its member {@code kind} or {@code family}. */
public record Kinds(Path file, String sha256, Map<String, String> byTask) {

  /** Where the script names none: empty. Fails with PVA-RUN-072 where the file is missing or no such object. */
  public static Optional<Kinds> of(AnalysisSpec spec) {
    return spec.statistics().baseline(BaselineSpec.Kind.TASK_KIND).map(b -> read(spec.base().resolve(b.from().orElseThrow()).normalize()));
  }

  private static Kinds read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw refused(file, "there is no such file");
    }
    JsonNode json = Json.read(file);
    JsonNode map = json.path("kind").isObject() ? json.path("kind") : json.path("family").isObject() ? json.path("family") : json;
    Map<String, String> kinds = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (!entry.getValue().isString()) {
        throw refused(file, "the kind of task " + entry.getKey() + " is no text");
      }
      kinds.put(entry.getKey(), entry.getValue().asString());
    }
    return new Kinds(file, Sha256.of(file), kinds);
  }

  /** The kind of each row; a task without one fails with PVA-RUN-072. */
  public List<String> of(Dataset data) {
    List<String> kinds = new ArrayList<>();
    for (Row row : data.rows()) {
      String kind = byTask.get(row.taskId());
      if (kind == null) {
        throw refused(file, "task " + row.taskId() + " has no kind");
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private static PvaException refused(Path file, String why) {
    return PvaException.failed("PVA-RUN-072", "cannot tell the kinds of tasks: " + why).at(file).word("compare")
        .help("a JSON object with a text for every task id, such as {\"1\": \"sorting\", \"2\": \"text\"}");
  }
}
