package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param difficulty the best latent among rows of one level of difficulty each
 * @param transfer the same detectors on a second dataset; empty where the script names none
 */
public record Detections(boolean folds, List<DetectorResult> detectors, List<DetectorResult> unseen, List<Part> errors, Levels difficulty,
    Optional<Transferred> transfer, WithoutSplit withoutSplit) {
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
    static List<Part> list(JsonNode json) {
      List<Part> parts = new ArrayList<>();
      json.forEach(e -> parts.add(of(e)));
      return parts;
    }

    private static Part of(JsonNode json) {
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

  /** @param by what tells how difficult a row is, in words */
  public record Levels(String by, List<Part> parts) {
    static Levels of(JsonNode json) {
      return new Levels(json.path("by").asString(), Part.list(json.path("parts")));
    }

    public Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("by", by);
      values.put("parts", parts.stream().map(Part::values).toList());
      return values;
    }
  }

  /**
   * What the detectors are worth on a second dataset, as the first one chose them.
   *
   * @param leftOut rows of the second dataset whose prompt the first one holds
   * @param detectors those of the first dataset, less the kind of task
   */
  public record Transferred(int leftOut, List<DetectorResult> detectors) {
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
    JsonNode second = json.path("transfer");
    return new Detections(json.path("folds").asBoolean(), list(json.path("detectors")), list(json.path("unseenKinds")),
        Part.list(json.path("errors")),
        Levels.of(json.path("difficulty")), second.isObject() ? Optional.of(new Transferred(second.path("leftOut").asInt(),
            list(second.path("detectors")))) : Optional.empty(),
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
    values.put("difficulty", difficulty.values());
    transfer.ifPresent(t -> {
      Map<String, Object> second = new LinkedHashMap<>();
      second.put("leftOut", t.leftOut());
      second.put("detectors", t.detectors().stream().map(DetectorResult::values).toList());
      values.put("transfer", second);
    });
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

  /**
   * One row a detector; behind those that never saw the kinds they report on, with {@code unseen_kinds} true, come those of the second
   * dataset, with {@code second_dataset} true.
   */
  Table table(Set<DetectSpec.Figure> asked) {
    List<DetectorResult> rows = new ArrayList<>(detectors);
    rows.addAll(unseen);
    int firsts = rows.size();
    transfer.ifPresent(t -> rows.addAll(t.detectors()));
    List<Column> columns = new ArrayList<>();
    columns.add(new Column.Texts("detector", rows.stream().map(DetectorResult::id).toArray(String[]::new)));
    columns.add(new Column.Booleans("unseen_kinds", flags(rows.size(), detectors.size(), firsts)));
    if (transfer.isPresent()) {
      columns.add(new Column.Booleans("second_dataset", flags(rows.size(), firsts, rows.size())));
    }
    columns.add(new Column.Texts("rule", rows.stream().map(DetectorResult::chosen).toArray(String[]::new)));
    for (String count : List.of("rows", "correct", "tasks")) {
      columns.add(new Column.Ints(count, rows.stream().mapToInt(r -> (int) r.figure(count)).toArray()));
    }
    for (String name : columns(asked)) {
      columns.add(new Column.Doubles(name, rows.stream().mapToDouble(r -> r.figure(name)).toArray()));
    }
    return new Table(columns);
  }

  /** True from one row to before another. */
  private static boolean[] flags(int rows, int from, int to) {
    boolean[] flags = new boolean[rows];
    Arrays.fill(flags, from, to, true);
    return flags;
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
