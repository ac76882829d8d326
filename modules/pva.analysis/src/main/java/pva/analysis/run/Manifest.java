package pva.analysis.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.analysis.text.Folders;
import pva.analysis.text.Json;
import pva.base.PvaException;
import pva.base.Sha256;
import tools.jackson.databind.JsonNode;

/** What a finished cache entry holds: each file's size and SHA-256, and whose entry it is. */
final class Manifest {
  static final String FILE = "manifest.json";

  private Manifest() {
  }

  static void write(Path folder, String step, String key) throws IOException {
    List<Map<String, Object>> files = new ArrayList<>();
    for (String name : Folders.files(folder)) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("name", name);
      file.put("size", Files.size(folder.resolve(name)));
      file.put("sha256", Sha256.of(folder.resolve(name)));
      files.add(file);
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("schema", 1);
    manifest.put("step", step);
    manifest.put("key", key);
    manifest.put("files", files);
    Json.write(folder.resolve(FILE), manifest);
  }

  /** True where the folder is that step's entry and every file has the size and hash it was written with. */
  static boolean holds(Path folder, String step, String key) {
    try {
      JsonNode manifest = Json.read(folder.resolve(FILE));
      if (manifest.path("schema").asInt(0) != 1 || !step.equals(manifest.path("step").asString(""))
          || !key.equals(manifest.path("key").asString("")) || !manifest.path("files").isArray()) {
        return false;
      }
      for (JsonNode file : manifest.path("files")) {
        Path path = folder.resolve(file.path("name").asString(""));
        if (!Files.isRegularFile(path) || Files.size(path) != file.path("size").asLong(-1)
            || !Sha256.of(path).equals(file.path("sha256").asString(""))) {
          return false;
        }
      }
      return true;
    } catch (PvaException | IOException | java.nio.file.InvalidPathException e) {
      return false;
    }
  }
}
