package pva.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import pva.analysis.record.InputHashes;
import pva.base.Progress;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.model.Checkpoint;
import tools.jackson.databind.JsonNode;

/** Whether a run's inputs and outputs are still what its record says; everything is read and hashed again. */
public record Verification(Path run, String status, List<Check> checks) {

  public Verification {
    checks = List.copyOf(checks);
  }

  /**
   * One input or output.
   *
   * @param kind {@code input} or {@code output}
   * @param what its name in the record, such as {@code dataset} or {@code latents.csv}
   * @param state {@code same}, {@code changed} or {@code missing}
   */
  public record Check(String kind, String what, Path path, String state) {
  }

  /** True where the run was finished and nothing changed. */
  public boolean unchanged() {
    return status.equals("done") && checks.stream().allMatch(c -> c.state().equals("same"));
  }

  /** Fails with PVA-RUN-041 and -042 where the folder holds no run. */
  public static Verification of(Path run, Progress progress) {
    RunFile record = RunFile.of(run);
    JsonNode json = record.json();
    List<Check> checks = new ArrayList<>();
    try (Progress.Task task = progress.start("hash", 5 + json.path("outputs").size(), "files")) {
      input(checks, json, "script", task, path -> Sha256.of(path));
      for (String read : List.of("dataset", "transfer", "problems", "neutral")) {
        if (json.path(read).isObject() && !record.wrote(read)) {
          List<Path> files = files(json.path(read).path("files"));
          input(checks, json, read, task, path -> files.isEmpty() ? Sha256.of(path) : InputHashes.of(files, Sha256::of));
        }
      }
      int blocks = json.path("model").path("blocks").asInt(0); // what the hash covers; 0 = all
      input(checks, json, "model", task, path -> Checkpoint.open(path, blocks - 1, 0).sha256());
      if (json.path("sae").isObject() && json.path("layers").isEmpty()) {
        input(checks, json, "sae", task, path -> InputHashes.of(files(json.path("sae").path("files")), Sha256::of));
      }
      for (JsonNode layer : json.path("layers")) { // where the run looked at several
        checks.add(check("input", "sae of layer " + layer.path("layer").asInt(), layer.path("sae"),
            path -> InputHashes.of(files(layer.path("sae").path("files")), Sha256::of)));
      }
      if (json.path("filter").path("corpus").isObject()) {
        checks.add(check("input", "corpus", json.path("filter").path("corpus"), Sha256::of));
      }
      for (Map.Entry<String, JsonNode> output : json.path("outputs").properties()) {
        Path path = run.resolve(output.getKey());
        checks.add(new Check("output", output.getKey(), path, state(path, output.getValue().asString(""), () -> Sha256.of(path))));
        task.advance(1);
      }
    }
    return new Verification(run, json.path("status").asString("unreadable"), checks);
  }

  private interface Hash {
    String of(Path path);
  }

  private static void input(List<Check> checks, JsonNode json, String name, Progress.Task task, Hash hash) {
    checks.add(check("input", name, json.path(name), hash));
    task.advance(1);
  }

  private static Check check(String kind, String name, JsonNode said, Hash hash) {
    Path path = Path.of(said.path("path").asString(""));
    return new Check(kind, name, path, state(path, said.path("sha256").asString(""), () -> hash.of(path)));
  }

  private static List<Path> files(JsonNode list) {
    List<Path> files = new ArrayList<>();
    list.forEach(f -> files.add(Path.of(f.asString())));
    return files;
  }

  private static String state(Path path, String expected, Supplier<String> hash) {
    if (!Files.exists(path)) {
      return "missing";
    }
    try {
      return hash.get().equals(expected) ? "same" : "changed";
    } catch (PvaException e) {
      return "changed"; // it can no longer be read as what it was
    }
  }
}
