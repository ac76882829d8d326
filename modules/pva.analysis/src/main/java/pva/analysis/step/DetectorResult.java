package pva.analysis.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pva.analysis.text.Words;
import tools.jackson.databind.JsonNode;

/**
 * What one detector was worth on the rows that report.
 *
 * @param id its name in tables, such as {@code best_latent}
 * @param name its name in a sentence
 * @param rules what was chosen, in words; one, or one a fold
 * @param figures by column name; NaN where undefined
 * @param lines curves by name, such as {@code roc}: x, y, low, high, the last two empty where there is no band
 * @param bins reliability: mean probability, share correct, its interval, rows
 */
public record DetectorResult(String id, String name, List<String> rules, Map<String, Double> figures, Map<String, List<double[]>> lines,
                      List<double[]> bins) {

  public double figure(String column) {
    return figures.getOrDefault(column, Double.NaN);
  }

  /** What was chosen; over folds each rule with the number of folds that chose it, most frequent first. */
  public String chosen() {
    Map<String, Integer> count = new LinkedHashMap<>();
    rules.forEach(r -> count.merge(r, 1, Integer::sum));
    return rules.size() == 1 ? rules.get(0) : count.entrySet().stream().sorted((a, b) -> b.getValue() - a.getValue())
        .map(e -> e.getKey() + " (" + e.getValue() + (e.getValue() == 1 ? " fold)" : " folds)")).collect(Collectors.joining("; "));
  }

  /** The AUROC with its interval, as a sentence has it. */
  public String auroc() {
    return Words.number(figure("auroc")) + " (95 % interval " + Words.number(figure("auroc_low")) + " to "
        + Words.number(figure("auroc_high")) + ")";
  }

  /** Whether the latent does worse, beyond what the rows drawn explain. */
  public boolean beatsLatent() {
    return figure("latent_less_this_high") < 0;
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", id);
    values.put("name", name);
    values.put("rules", rules);
    values.put("figures", figures);
    Map<String, Object> curves = new LinkedHashMap<>();
    lines.forEach((curve, arrays) -> curves.put(curve, arrays.stream().map(DetectorResult::list).toList()));
    values.put("lines", curves);
    values.put("bins", bins.stream().map(DetectorResult::list).toList());
    return values;
  }

  static DetectorResult of(JsonNode json) {
    List<String> rules = new ArrayList<>();
    json.path("rules").forEach(r -> rules.add(r.asString()));
    Map<String, Double> figures = new LinkedHashMap<>();
    json.path("figures").properties().forEach(e -> figures.put(e.getKey(), number(e.getValue())));
    Map<String, List<double[]>> lines = new LinkedHashMap<>();
    json.path("lines").properties().forEach(e -> lines.put(e.getKey(), arrays(e.getValue())));
    return new DetectorResult(json.path("id").asString(), json.path("name").asString(), rules, figures, lines, arrays(json.path("bins")));
  }

  private static List<Double> list(double[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  private static List<double[]> arrays(JsonNode json) {
    List<double[]> arrays = new ArrayList<>();
    json.forEach(a -> arrays.add(IntStream.range(0, a.size()).mapToDouble(i -> number(a.get(i))).toArray()));
    return arrays;
  }

  private static double number(JsonNode json) {
    return json.isNumber() ? json.asDouble() : Double.NaN;
  }
}
