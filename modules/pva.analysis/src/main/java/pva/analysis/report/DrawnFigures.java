package pva.analysis.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pva.analysis.text.Json;
import pva.base.PvaException;
import pva.viz.Figure;
import tools.jackson.databind.JsonNode;

/** The figures of the draw step, read back. */
public record DrawnFigures(List<Figure> whole, List<Figure> comparisons) {

  public static DrawnFigures read(Path folder) {
    JsonNode json = Json.read(folder.resolve(DrawStep.FILE));
    return new DrawnFigures(figures(json.path("figures"), folder), figures(json.path("comparisons"), folder));
  }

  private static List<Figure> figures(JsonNode list, Path folder) {
    List<Figure> figures = new ArrayList<>();
    for (JsonNode f : list) {
      String name = f.path("name").asString();
      Path file = folder.resolve(DrawStep.FOLDER).resolve(name + ".svg");
      try {
        figures.add(new Figure(name, f.path("title").asString(), f.path("caption").asString(), Files.readString(file)));
      } catch (IOException e) {
        throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
      }
    }
    return figures;
  }

  public List<String> files() {
    List<String> files = new ArrayList<>();
    whole.forEach(f -> files.add(DrawStep.FOLDER + "/" + f.name() + ".svg"));
    comparisons.forEach(f -> files.add(DrawStep.FOLDER + "/" + f.name() + ".svg"));
    return files;
  }
}
