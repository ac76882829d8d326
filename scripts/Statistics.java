import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pva.analysis.step.LatentTable;
import pva.base.Progress;
import pva.data.Dataset;
import pva.data.Datasets;
import pva.data.Table;
import pva.data.TableFiles;
import pva.stats.ByLatent;
import pva.stats.Column;
import pva.stats.LabelPermutations;
import pva.stats.LatentScores;
import pva.stats.PermutationTests;
import pva.stats.RankBy;
import pva.stats.Scoring;
import pva.tensor.SparseMatrix;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code pva score} does, several times in one process: what {@code scripts/bench stats} calls warm is the last time, when everything
 * that is hot is compiled.
 *
 * <p>usage: Statistics.java LATENTS DATASET OUT PERMUTATIONS TIMES [COLUMN,COLUMN...]; every column where none is named; prints one line of JSON
 */
public class Statistics {
  public static void main(String[] args) {
    Map<String, Double> seconds = Map.of();
    Set<Column> columns = EnumSet.allOf(Column.class);
    if (args.length > 5) {
      List<String> named = List.of(args[5].split(","));
      columns.removeIf(c -> !named.contains(c.key()));
    }
    for (int i = 0; i < Integer.parseInt(args[4]); i++) {
      seconds = score(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]), columns);
    }
    System.out.println(new JsonMapper().writeValueAsString(Map.of("seconds", seconds)));
  }

  private static Map<String, Double> score(Path file, Path dataset, Path out, int permutations, Set<Column> columns) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    int threads = Runtime.getRuntime().availableProcessors();
    long start = System.nanoTime();
    ByLatent latents = ByLatent.of(SparseMatrix.read(file));
    Dataset data = Datasets.open(dataset);
    boolean[] all = new boolean[latents.latents()];
    Arrays.fill(all, true);
    start = lap(seconds, "read", start);
    Set<Column> scored = EnumSet.copyOf(columns);
    scored.retainAll(Column.scored());
    scored.add(RankBy.COHENS_D.column());
    LatentScores scores = Scoring.score(latents, data.labels(), data.taskIds(), scored, all, threads);
    start = lap(seconds, "score", start);
    LabelPermutations tasks = LabelPermutations.ofTasks(data.labels(), data.taskIds());
    scores = PermutationTests.add(scores, columns, latents, tasks, all, permutations, 1, threads, Progress.NONE);
    start = lap(seconds, "permute", start);
    Table table = LatentTable.of(scores.only(columns), RankBy.COHENS_D.order(scores), all, Optional.empty(), Optional.empty());
    TableFiles.writeParquet(table, out.resolve("latents.parquet"));
    TableFiles.writeCsv(table, out.resolve("latents.csv"));
    lap(seconds, "write", start);
    return seconds;
  }

  private static long lap(Map<String, Double> seconds, String part, long start) {
    long now = System.nanoTime();
    seconds.put(part, (now - start) / 1e9);
    return now;
  }
}
