package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pva.analysis.spec.DetectSpec;
import pva.analysis.text.Json;
import pva.data.Column;
import pva.data.Table;
import pva.stats.Interval;
import pva.viz.LatentName;
import tools.jackson.databind.JsonNode;

/**
 * What the detect step left.
 *
 * @param folds whether every row reported once, judged by the rows of the other folds
 * @param detectors the best latent first; all on the same rows
 * @param unseen the same, chosen without the kinds of task they report on; empty where nothing says which kind a task is of
 * @param errors the best latent against the incorrect rows of one type of error each; empty where the dataset names none
 */
public record Detections(boolean folds, List<DetectorResult> detectors, List<DetectorResult> unseen, List<Part> errors,
                  WithoutSplit withoutSplit) {
  private static final List<String> ALWAYS = List.of("auroc", "auroc_low", "auroc_high", "select_auroc", "latent_less_this",
      "latent_less_this_low", "latent_less_this_high", "latent_less_this_p");
  private static final Map<DetectSpec.Figure, List<String>> COLUMNS = Map.of(
      DetectSpec.Figure.AUROC, List.of(),
      DetectSpec.Figure.AVERAGE_PRECISION, List.of("average_precision", "average_precision_low", "average_precision_high", "prevalence"),
      DetectSpec.Figure.F1, List.of("f1", "f1_low", "f1_high", "all_positive_f1", "f1_threshold"),
      DetectSpec.Figure.MCC, List.of("mcc", "mcc_low", "mcc_high"),
      DetectSpec.Figure.BALANCED_ACCURACY, List.of("balanced_accuracy", "balanced_accuracy_low", "balanced_accuracy_high"),
      DetectSpec.Figure.CALIBRATION, List.of("brier", "brier_of_prevalence", "ece"),
      DetectSpec.Figure.RISK_COVERAGE, List.of("risk_area", "risk_at_half", "risk_of_all"));

  public Detections {
    detectors = List.copyOf(detectors);
    unseen = List.copyOf(unseen);
    errors = List.copyOf(errors);
  }

  /** Some of the rows that report: how many, and the AUROC of the best latent on them. */
  public record Part(String name, int rows, double auroc, double low, double high) {
    static Part of(JsonNode json) {
      return new Part(json.path("name").asString(), json.path("rows").asInt(), json.path("auroc").asDouble(Double.NaN),
          json.path("low").asDouble(Double.NaN), json.path("high").asDouble(Double.NaN));
    }

    Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("name", name);
      values.put("rows", rows);
      values.put("auroc", auroc);
      values.put("low", low);
      values.put("high", high);
      return values;
    }
  }

  /** The best latent where every row chooses and reports; {@code auroc} is that of the better direction. */
  public record WithoutSplit(LatentName latent, double d, double auroc, Interval interval) {
  }

  public DetectorResult latent() {
    return detectors.get(0);
  }

  public static Detections read(Path folder) {
    JsonNode json = Json.read(folder.resolve(DetectStep.FILE));
    JsonNode whole = json.path("withoutSplit");
    List<Part> errors = new ArrayList<>();
    json.path("errors").forEach(e -> errors.add(Part.of(e)));
    return new Detections(json.path("folds").asBoolean(), list(json.path("detectors")), list(json.path("unseenKinds")), errors,
        new WithoutSplit(name(whole), whole.path("d").asDouble(Double.NaN), whole.path("auroc").asDouble(Double.NaN),
            new Interval(whole.path("low").asDouble(Double.NaN), whole.path("high").asDouble(Double.NaN))));
  }

  private static LatentName name(JsonNode json) {
    int latent = json.path("latent").asInt();
    return json.has("layer") ? LatentName.of(json.path("layer").asInt(), latent) : LatentName.of(latent);
  }

  private static List<DetectorResult> list(JsonNode json) {
    List<DetectorResult> list = new ArrayList<>();
    json.forEach(d -> list.add(DetectorResult.of(d)));
    return list;
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("folds", folds);
    values.put("detectors", detectors.stream().map(DetectorResult::values).toList());
    values.put("unseenKinds", unseen.stream().map(DetectorResult::values).toList());
    values.put("errors", errorValues());
    values.put("withoutSplit", withoutSplitValues());
    return values;
  }

  public List<Map<String, Object>> errorValues() {
    return errors.stream().map(Part::values).toList();
  }

  public Map<String, Object> withoutSplitValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    withoutSplit.latent().layer().ifPresent(layer -> values.put("layer", layer));
    values.put("latent", withoutSplit.latent().latent());
    values.put("d", withoutSplit.d());
    values.put("auroc", withoutSplit.auroc());
    values.put("low", withoutSplit.interval().low());
    values.put("high", withoutSplit.interval().high());
    return values;
  }

  /** One row a detector; those that never saw the kinds they report on come last, with {@code unseen_kinds} true. */
  Table table(Set<DetectSpec.Figure> asked) {
    List<DetectorResult> rows = new ArrayList<>(detectors);
    rows.addAll(unseen);
    List<Column> columns = new ArrayList<>();
    columns.add(new Column.Texts("detector", rows.stream().map(DetectorResult::id).toArray(String[]::new)));
    boolean[] without = new boolean[rows.size()];
    for (int i = detectors.size(); i < without.length; i++) {
      without[i] = true;
    }
    columns.add(new Column.Booleans("unseen_kinds", without));
    columns.add(new Column.Texts("rule", rows.stream().map(DetectorResult::chosen).toArray(String[]::new)));
    for (String count : List.of("rows", "correct", "tasks")) {
      columns.add(new Column.Ints(count, rows.stream().mapToInt(r -> (int) r.figure(count)).toArray()));
    }
    for (String name : columns(asked)) {
      columns.add(new Column.Doubles(name, rows.stream().mapToDouble(r -> r.figure(name)).toArray()));
    }
    return new Table(columns);
  }

  private static List<String> columns(Set<DetectSpec.Figure> asked) {
    List<String> names = new ArrayList<>(ALWAYS);
    for (DetectSpec.Figure figure : DetectSpec.Figure.values()) {
      if (asked.contains(figure)) {
        names.addAll(COLUMNS.get(figure));
      }
    }
    return names;
  }
}
