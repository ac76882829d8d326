package pva.analysis.steer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import pva.analysis.text.Json;
import pva.tensor.Matrix;
import pva.tensor.SafetensorsFile;
import pva.tensor.SafetensorsWriter;
import tools.jackson.databind.JsonNode;

/**
 * The direction that is studied and its controls, as the steps hand them on.
 *
 * @param maximum the largest activation of the latent that is studied, over the select prompts' tokens; NaN where it is none
 * @param how how the direction was found, in words
 */
record Directions(Direction studied, List<Direction> controls, double maximum, String how) {
  static final String VECTORS = "directions.safetensors";
  static final String FILE = "directions.json";

  Directions {
    controls = List.copyOf(controls);
  }

  List<Direction> all() {
    List<Direction> all = new ArrayList<>(List.of(studied));
    all.addAll(controls);
    return all;
  }

  void write(Path folder) {
    int width = studied.vector().length;
    float[] rows = new float[all().size() * width];
    List<Object> lines = new ArrayList<>();
    for (Direction d : all()) {
      System.arraycopy(d.vector(), 0, rows, lines.size() * width, width);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("arm", d.arm().word());
      line.put("name", d.name());
      line.put("latent", d.latent().isPresent() ? d.latent().getAsInt() : null);
      line.put("frequency", d.frequency());
      line.put("activation", d.activation());
      line.put("cosine", d.cosine());
      lines.add(line);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("maximum", maximum);
    values.put("how", how);
    values.put("directions", lines);
    Json.write(folder.resolve(FILE), values);
    new SafetensorsWriter().f32("directions", rows, all().size(), width).write(folder.resolve(VECTORS));
  }

  static Directions read(Path folder) {
    JsonNode json = Json.read(folder.resolve(FILE));
    List<Direction> all = new ArrayList<>();
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(VECTORS))) {
      Matrix rows = file.matrix("directions");
      for (JsonNode line : json.path("directions")) {
        float[] vector = new float[rows.cols()];
        rows.read(all.size(), 1, vector, 0);
        all.add(new Direction(Arm.Kind.of(line.path("arm").asString()), line.path("name").asString(), vector,
            line.path("latent").isNumber() ? OptionalInt.of(line.path("latent").asInt()) : OptionalInt.empty(), number(line, "frequency"),
            number(line, "activation"), number(line, "cosine")));
      }
    }
    return new Directions(all.get(0), all.subList(1, all.size()), number(json, "maximum"), json.path("how").asString(""));
  }

  private static double number(JsonNode json, String name) {
    return json.path(name).isNumber() ? json.path(name).asDouble() : Double.NaN;
  }
}
