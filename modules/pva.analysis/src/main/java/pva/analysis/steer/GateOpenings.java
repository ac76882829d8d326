package pva.analysis.steer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.model.BatchPlan;
import pva.model.Extractor;
import pva.model.Position;
import pva.model.ResidualModel;
import pva.model.TokenizedText;
import pva.model.Tokens;
import tools.jackson.databind.JsonNode;

/**
 * How often a gate was open on the held-out tasks, each with the solution that was written while it decided.
 *
 * @param asked by task, how many tokens were asked: those that may be changed, or the last one of the prompt
 * @param open by task, on how many of them it was open
 */
record GateOpenings(List<Integer> asked, List<Integer> open) {
  static final int VERSION = 1;
  private static final String FILE = "openings.json";

  GateOpenings {
    asked = List.copyOf(asked);
    open = List.copyOf(open);
  }

  /**
   * Asks again. The gate stands where the change is made and reads what was there before, which depends on the tokens alone: so the
   * unchanged model gives the same answers.
   */
  static GateOpenings of(OpenGate gate, List<TokenizedText> texts, Tokens changed, ResidualModel model, int layer, Progress progress) {
    int[] asked = new int[texts.size()];
    int[] open = new int[texts.size()];
    Position position = gate.eachToken() ? Position.ALL : Position.LAST_PROMPT;
    int width = model.checkpoint().hidden();
    new Extractor(model).run(texts, BatchPlan.of(texts, position, model.budget()), new TreeSet<>(Set.of(layer)), position,
        (text, at, values, n) -> {
          int prompt = texts.get(text).promptTokens();
          int from = gate.eachToken() && changed == Tokens.NEW ? prompt : 0;
          int end = gate.eachToken() && changed == Tokens.PROMPT ? prompt : n;
          for (int token = from; token < end; token++) {
            asked[text]++;
            open[text] += gate.open(values, token * width) ? 1 : 0;
          }
        }, progress);
    return new GateOpenings(boxed(asked), boxed(open));
  }

  /** On how many tasks it was open at least once. */
  int tasks() {
    return (int) open.stream().filter(n -> n > 0).count();
  }

  private static List<Integer> boxed(int[] values) {
    List<Integer> all = new ArrayList<>();
    for (int v : values) {
      all.add(v);
    }
    return all;
  }

  void write(Path folder) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("asked", asked);
    values.put("open", open);
    Json.write(folder.resolve(FILE), values);
  }

  static GateOpenings read(Path folder) {
    JsonNode json = Json.read(folder.resolve(FILE));
    List<Integer> asked = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    json.path("asked").forEach(n -> asked.add(n.asInt()));
    json.path("open").forEach(n -> open.add(n.asInt()));
    return new GateOpenings(asked, open);
  }
}
