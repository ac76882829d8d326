package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pva.analysis.text.Json;
import pva.data.Column;
import pva.data.Table;
import pva.data.TableFiles;
import pva.stats.RankBy;
import pva.stats.ScoreSummary;
import pva.viz.LatentName;
import tools.jackson.databind.JsonNode;

/**
 * What the score step left: the table, in rank order, and the summaries.
 *
 * <p>Rows are rows of the table; columns are latents as the index numbers them.
 *
 * @param index which latent of which layer a column is
 * @param rankedUnfiltered the columns of the top latents of the ranking as if no filter had been asked for
 * @param arrangements how many different relabelings there are
 * @param criticalT the |Welch t| that chance alone exceeds with probability 0.05
 * @param onText latents dropped because they fire on too much general text
 * @param always latents dropped because they fire on every row
 * @param never latents dropped because they fire on no row
 */
public record ScoreResult(Table table, LatentIndex index, ScoreSummary summary, ScoreSummary unfiltered, List<Integer> rankedUnfiltered, double arrangements,
                   double criticalT, int onText, int always, int never) {

  public static ScoreResult read(Path folder, LatentIndex index) {
    JsonNode json = Json.read(folder.resolve(ScoreStep.FILE));
    List<Integer> ranked = new ArrayList<>();
    json.path("rankedUnfiltered").forEach(n -> ranked.add(n.asInt()));
    return new ScoreResult(TableFiles.readParquet(folder.resolve(ScoreStep.TABLE)), index, summary(json.path("summary")),
        summary(json.path("unfiltered")), ranked, number(json.path("arrangements"), Double.POSITIVE_INFINITY),
        number(json.path("criticalT"), Double.NaN), json.path("droppedOnText").asInt(), json.path("droppedAlways").asInt(),
        json.path("droppedNever").asInt());
  }

  private static ScoreSummary summary(JsonNode json) {
    List<Integer> indices = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    json.path("top_indices").forEach(n -> indices.add(n.asInt()));
    json.path("top_scores").forEach(n -> scores.add(n.asDouble()));
    return new ScoreSummary(indices, scores, json.path("total_dimensions").asInt(), number(json.path("mean_separation"), Double.NaN),
        number(json.path("std_separation"), Double.NaN), number(json.path("max_separation"), Double.NaN));
  }

  private static double number(JsonNode json, double otherwise) {
    return json.isNumber() ? json.asDouble() : otherwise;
  }

  public int latents() {
    return table.rows();
  }

  public int latent(int row) {
    return ((Number) table.column("latent").value(row)).intValue();
  }

  public int layer(int row) {
    return ((Number) table.column("layer").value(row)).intValue();
  }

  public int column(int row) {
    return index.column(layer(row), latent(row));
  }

  /** The latent of a row as a figure or a sentence calls it. */
  public LatentName name(int row) {
    return index.name(column(row));
  }

  /** The layer of the first latent of the ranking; where nothing was kept too, as the tables begin with it. */
  public int bestLayer() {
    return latents() == 0 ? index.layers().get(0) : layer(0);
  }

  public boolean kept(int row) {
    return (Boolean) table.column("kept").value(row);
  }

  /** Whether there were rates to filter by. */
  boolean rated() {
    return table.has("pile_rate");
  }

  /** Whether any filter was applied. */
  public boolean filtered() {
    return rated() || always + never > 0;
  }

  /** What a ranking goes by, never negative; NaN where it is undefined. */
  public double strength(RankBy by, int row) {
    return switch (by) {
      case COHENS_D -> value(pva.stats.Column.SEPARATION, row);
      case FREQUENCY_DIFFERENCE -> Math.abs(value(pva.stats.Column.FREQ_DIFF, row));
      case WELCH -> Math.abs(value(pva.stats.Column.WELCH_T, row));
      case AUROC -> Math.abs(value(pva.stats.Column.AUROC, row) - 0.5);
    };
  }

  public int dropped() {
    return (int) IntStream.range(0, table.rows()).filter(r -> !kept(r)).count();
  }

  /** A column's value in a row of the table; NaN where it is undefined or the table has no such column. */
  public double value(pva.stats.Column column, int row) {
    return value(column.key(), row);
  }

  public double value(String column, int row) {
    return table.has(column) && table.column(column).value(row) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  /** A column of the table in the order of the index instead of by rank. */
  public double[] byColumn(pva.stats.Column column) {
    double[] values = new double[table.rows()];
    double[] ranked = ((Column.Doubles) table.column(column.key())).values();
    for (int row = 0; row < values.length; row++) {
      values[column(row)] = ranked[row];
    }
    return values;
  }

  /** Where the latent of each of these columns stands in the table. */
  public List<Integer> rowsOf(List<Integer> columns) {
    Map<Integer, Integer> row = new LinkedHashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      row.put(column(r), r);
    }
    return columns.stream().map(row::get).toList();
  }

  /** The first rows of the table that were kept, at most {@code top}. */
  public List<Integer> topRows(int top) {
    return IntStream.range(0, Math.min(top, table.rows())).filter(this::kept).boxed().toList();
  }
}
