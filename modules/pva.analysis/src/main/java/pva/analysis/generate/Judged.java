package pva.analysis.generate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import pva.analysis.text.Json;
import pva.code.Isolation;
import pva.code.Judge;
import tools.jackson.databind.JsonNode;

/** What judged the solutions: how programs were shut in, and the version of the Python that ran them. */
record Judged(Isolation isolation, String python) {
  static Judged by(Judge judge) {
    return new Judged(judge.isolation(), judge.python().version());
  }

  static Judged read(Path file) {
    JsonNode json = Json.read(file);
    return new Judged(Isolation.valueOf(json.path("isolation").asString().toUpperCase(Locale.ROOT)), json.path("python").asString());
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("isolation", name());
    values.put("says", isolation.says());
    values.put("python", python);
    return values;
  }

  String name() {
    return isolation.name().toLowerCase(Locale.ROOT);
  }
}
