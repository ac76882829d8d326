package pva.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import pva.analysis.record.RunFolder;
import pva.analysis.text.Json;
import pva.base.PvaException;
import tools.jackson.databind.JsonNode;

/** The record of a run, read back. */
record RunFile(Path run, JsonNode json) {

  /** Fails with PVA-RUN-041 where the folder holds no run, and with PVA-RUN-042 where its record is of another schema. */
  static RunFile of(Path run) {
    Path file = run.resolve(RunFolder.RECORD);
    if (!Files.isRegularFile(file)) {
      throw PvaException.failed("PVA-RUN-041",
          "no run here: there is no run.json").at(run).help("name a run directory; pva log lists them");
    }
    JsonNode json = Json.read(file);
    if (json.path("schema").asInt(0) != 1) {
      throw PvaException.failed("PVA-RUN-042", "this record has schema " + json.path("schema").asString("none")
          + "; this pva reads schema 1").at(file);
    }
    return new RunFile(run, json);
  }

  /** The script as it ran; empty where the file is gone. */
  String script() {
    try {
      return Files.readString(run.resolve(RunFolder.SCRIPT));
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether what the record has under a name, such as {@code dataset}, is a file that the run wrote and that stands among the outputs. */
  boolean wrote(String name) {
    Path file = Path.of(json.path(name).path("path").asString("")).getFileName();
    return file != null && json.path("outputs").has(file.toString());
  }

  /** Steps with their keys, in their order; a step of one of several layers is named with it, {@code fit 4}. */
  Map<String, String> steps() {
    Map<String, String> steps = new LinkedHashMap<>();
    json.path("steps").forEach(s -> steps.put(s.path("name").asString("")
        + (s.path("layer").isNumber() ? " " + s.path("layer").asInt() : ""),
        s.path("key").asString("")));
    return steps;
  }
}
