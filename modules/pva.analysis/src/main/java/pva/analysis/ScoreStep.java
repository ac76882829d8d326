package pva.analysis;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import pva.base.Progress;
import pva.data.Dataset;
import pva.data.Table;
import pva.data.TableFiles;
import pva.sae.FiringRates;
import pva.stats.Column;
import pva.stats.LabelPermutations;
import pva.stats.LatentScores;
import pva.stats.MaxT;
import pva.stats.ScoreSummary;
import pva.stats.Scoring;
import pva.tensor.SparseMatrix;

/** Scores every latent, drops those that fire on general text, ranks the rest and tests the best against chance. */
final class ScoreStep {
  static final int VERSION = 1;
  static final int PERMUTATIONS = 1000;
  static final long SEED = 1;
  static final String TABLE = "latents.parquet";
  static final String CSV = "latents.csv";
  static final String FILE = "score.json";

  private ScoreStep() {
  }

  static void write(SparseMatrix latents, Dataset data, Optional<FiringRates> rates, OptionalDouble share, RankSpec rank, int layer,
                    Path folder, Progress progress) {
    int threads = Runtime.getRuntime().availableProcessors();
    boolean[] labels = data.labels();
    boolean[] kept = kept(latents.cols(), rates, share);
    LatentScores scores = Scoring.score(latents, labels, Column.scored(), kept, threads);
    LabelPermutations relabelings = LabelPermutations.ofTasks(labels, data.taskIds());
    MaxT chance = MaxT.of(latents, relabelings, kept, PERMUTATIONS, SEED, threads, progress);
    scores = scores.with(Column.P_MAXT, chance.adjusted());
    Table table = LatentTable.of(scores, rank.by().order(scores, kept), kept, OptionalInt.of(layer), rates);
    TableFiles.writeParquet(table, folder.resolve(TABLE));
    TableFiles.writeCsv(table, folder.resolve(CSV));

    double[] separation = scores.column(Column.SEPARATION);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("summary", summary(ScoreSummary.of(separation, kept, rank.top())));
    result.put("unfiltered", summary(ScoreSummary.of(separation, rank.top())));
    result.put("rankedUnfiltered", Arrays.stream(rank.by().order(scores)).limit(rank.top()).boxed().toList());
    result.put("arrangements", relabelings.arrangements());
    result.put("criticalT", chance.critical(0.05));
    Json.write(folder.resolve(FILE), result);
  }

  /** Latents whose rate on general text is at most {@code share}; all where there are no rates. */
  static boolean[] kept(int latents, Optional<FiringRates> rates, OptionalDouble share) {
    boolean[] kept = new boolean[latents];
    for (int i = 0; i < latents; i++) {
      kept[i] = rates.isEmpty() || share.isEmpty() || rates.get().rate(i) <= share.getAsDouble();
    }
    return kept;
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
