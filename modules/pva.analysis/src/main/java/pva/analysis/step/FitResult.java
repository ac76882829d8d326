package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pva.analysis.text.Json;
import pva.sae.DictionaryInfo;
import pva.sae.Fit;
import pva.sae.FitVerdict;
import tools.jackson.databind.JsonNode;

/**
 * What the fit step measured, with today's verdict on it.
 *
 * @param position the figures over the tokens that stand for the rows, at the layer itself
 */
public record FitResult(Fit fit, Fit.At position) {

  public static FitResult read(Path file, DictionaryInfo dictionary) {
    JsonNode json = Json.read(file);
    List<Fit.Neighbour> neighbours = new ArrayList<>();
    for (JsonNode n : json.path("neighbours")) {
      neighbours.add(new Fit.Neighbour(n.path("layer").asInt(), at(n)));
    }
    Fit fit = FitVerdict.judge(dictionary, json.path("layer").asInt(), at(json.path("at")), neighbours);
    return new FitResult(fit, at(json.path("position")));
  }

  private static Fit.At at(JsonNode json) {
    return new Fit.At(json.path("tokens").asLong(), number(json.path("fvu")), number(json.path("l0")), number(json.path("cosine")));
  }

  private static double number(JsonNode json) {
    return json.isNumber() ? json.asDouble() : Double.NaN;
  }
}
