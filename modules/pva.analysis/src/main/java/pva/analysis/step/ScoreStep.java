package pva.analysis.step;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.CorrectSpec;
import pva.analysis.spec.DetectSpec;
import pva.analysis.spec.Pairing;
import pva.analysis.spec.RankSpec;
import pva.analysis.spec.RowTest;
import pva.analysis.spec.StatisticsSpec;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.data.Table;
import pva.data.TableFiles;
import pva.sae.FiringRates;
import pva.stats.ByLatent;
import pva.stats.Column;
import pva.stats.LabelPermutations;
import pva.stats.LatentScores;
import pva.stats.PermutationTests;
import pva.stats.ScoreSummary;
import pva.stats.Scoring;
import pva.stats.TaskTest;

/** Scores every latent, drops those that fire on general text, ranks the rest and tests the best against chance. */
public final class ScoreStep {
  public static final int VERSION = 3;
  public static final long SEED = 1;
  public static final String TABLE = "latents.parquet";
  public static final String CSV = "latents.csv";
  static final String FILE = "score.json";

  private ScoreStep() {
  }

  /** @param chooses the rows that choose: all rows where there is no split */
  public static void write(Study chooses, Filters filters, Optional<FiringRates> rates, AnalysisSpec spec, Path folder,
                    Progress progress) {
    int threads = Runtime.getRuntime().availableProcessors();
    ByLatent latents = ByLatent.of(chooses.latents());
    boolean[] labels = chooses.data().labels();
    boolean[] kept = filters.kept();
    RankSpec rank = spec.rank();
    LatentScores scores = Scoring.score(latents, labels, chooses.data().taskIds(), columns(spec.statistics()), kept, threads);
    LabelPermutations relabelings = LabelPermutations.ofTasks(labels, chooses.data().taskIds());
    PermutationTests chance = PermutationTests.of(latents, relabelings, kept, TaskTest.RELABELINGS,
        spec.statistics().test().permutations(), SEED, threads, progress);
    scores = scores.with(chance);
    LatentIndex index = chooses.index();
    Table table = LatentTable.of(scores, rank.by().order(scores, kept), kept, Optional.of(index), rates);
    Pairing pairing = spec.sae().pairing();
    if (pairing != Pairing.MATCHED) {
      table = table.with(pva.data.Column.Texts.filled("pairing", table.rows(), pairing.name().toLowerCase(Locale.ROOT)));
    }
    TableFiles.writeParquet(table, folder.resolve(TABLE));
    TableFiles.writeCsv(table, folder.resolve(CSV));
    rates.filter(r -> index.several()).ifPresent(r -> TableFiles.writeParquet(rates(r, index), folder.resolve(RatesStep.FILE)));

    double[] separation = scores.column(Column.SEPARATION);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("summary", summary(ScoreSummary.of(separation, kept, rank.top())));
    result.put("unfiltered", summary(ScoreSummary.of(separation, rank.top())));
    result.put("rankedUnfiltered", Arrays.stream(rank.by().order(scores)).limit(rank.top()).boxed().toList());
    result.put("arrangements", relabelings.arrangements());
    result.put("criticalT", chance.maxT().critical(0.05));
    result.put("rows", chooses.rows().length);
    result.put("droppedOnText", filters.onText());
    result.put("droppedAlways", filters.always());
    result.put("droppedNever", filters.never());
    Json.write(folder.resolve(FILE), result);
  }

  /** Those of all layers: {@code layer}, and the columns of a table of one. */
  private static Table rates(FiringRates rates, LatentIndex index) {
    int[] all = IntStream.range(0, index.latents()).toArray();
    Table joined = rates.table();
    return Table.of(new pva.data.Column.Ints("layer", Arrays.stream(all).map(index::layer).toArray()),
        new pva.data.Column.Ints("latent", Arrays.stream(all).map(index::latent).toArray()), joined.column("pile_count"),
        joined.column("pile_total"), joined.column("pile_rate"));
  }

  /**
   * The columns the script asked for. Those that the report stands on are always there: effect, firing shares, means, AUROC, and
   * Welch's t with its p, which max-T and every correction adjust.
   */
  static Set<Column> columns(StatisticsSpec spec) {
    Set<Column> columns = EnumSet.copyOf(Column.scored());
    for (RowTest test : RowTest.values()) {
      if (test != RowTest.WELCH && !spec.test().tests().contains(test)) {
        columns.removeAll(test.columns());
      }
    }
    for (CorrectSpec.Method method : CorrectSpec.Method.values()) {
      if (spec.correct().isPresent() && spec.correct().get().method() != method) {
        columns.remove(method.byRow());
      }
    }
    Set<DetectSpec.Figure> figures = spec.figures();
    if (!figures.contains(DetectSpec.Figure.AVERAGE_PRECISION)) {
      columns.remove(Column.AVERAGE_PRECISION);
    }
    if (!figures.contains(DetectSpec.Figure.F1)) {
      columns.removeAll(Set.of(Column.BEST_F1, Column.BEST_F1_THRESHOLD));
    }
    if (!figures.contains(DetectSpec.Figure.MCC)) {
      columns.remove(Column.MCC_AT_BEST_F1);
    }
    return columns;
  }

  private static Map<String, Object> summary(ScoreSummary s) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("top_indices", List.copyOf(s.topIndices()));
    values.put("top_scores", List.copyOf(s.topScores()));
    values.put("total_dimensions", s.totalDimensions());
    values.put("mean_separation", s.mean());
    values.put("std_separation", s.std());
    values.put("max_separation", s.max());
    return values;
  }
}
