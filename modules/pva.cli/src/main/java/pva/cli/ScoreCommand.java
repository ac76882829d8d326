package pva.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.analysis.step.LatentTable;
import pva.base.Beside;
import pva.base.PvaException;
import pva.data.Dataset;
import pva.data.Datasets;
import pva.data.Table;
import pva.data.TableFiles;
import pva.dsl.Suggestion;
import pva.stats.ByLatent;
import pva.stats.Column;
import pva.stats.LabelPermutations;
import pva.stats.LatentScores;
import pva.stats.PermutationTests;
import pva.stats.RankBy;
import pva.stats.Scoring;
import pva.tensor.SparseMatrix;

@Command(name = "score", description = "The statistics alone: every column, on given latents and labels.")
final class ScoreCommand extends PvaCommand {
  @Option(names = "--latents", required = true, paramLabel = "FILE", description = "sparse latents, as pva encode writes them")
  Path latents;

  @Option(names = "--dataset", required = true, paramLabel = "FILE", description = "the dataset whose rows they are, in its order")
  String dataset;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "gets latents.parquet and latents.csv")
  Path out;

  @Option(names = "--columns", split = ",", paramLabel = "NAME", description = "only these columns of the table, as cohens_d,welch_p;"
      + " what is not named is not computed; default every column")
  Set<String> columns = Set.of();

  @Option(names = "--permutations", paramLabel = "N", description = "adds p_maxt, task_z, task_p, q_bh_task, q_by_task:"
      + " N permutations that exchange whole tasks of equal size")
  int permutations;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "of the permutations; default ${DEFAULT-VALUE}")
  long seed;

  ScoreCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (permutations < 0) {
      throw PvaException.usage("PVA-CLI-006", "--permutations must be 0 or more, not " + permutations);
    }
    Set<Column> asked = asked();
    Clock clock = new Clock();
    int threads = Runtime.getRuntime().availableProcessors();
    Beside<ByLatent> reading = Beside.start(() -> ByLatent.of(SparseMatrix.read(latents)));
    Dataset data = Datasets.open(dataset, Path.of("")).requireBothGroups();
    ByLatent activations = reading.result();
    requireSameRows(activations, data);
    clock.lap("read");
    boolean[] all = all(activations.latents());
    Set<Column> scored = EnumSet.copyOf(asked);
    scored.removeAll(Column.permuted());
    scored.add(RankBy.COHENS_D.column());
    LatentScores scores = Scoring.score(activations, data.labels(), data.taskIds(), scored, all, threads);
    clock.lap("score");
    LabelPermutations tasks = LabelPermutations.ofTasks(data.labels(), data.taskIds());
    scores = PermutationTests.add(scores, asked, activations, tasks, all, permutations, seed, threads, terminal.progress());
    clock.lap("permute");
    Table table = LatentTable.of(scores.only(asked), RankBy.COHENS_D.order(scores), all, Optional.empty(), Optional.empty());
    write(table);
    clock.lap("write");
    return done(new Figures(activations.rows(), 0, clock.seconds()));
  }

  /** The columns that are named, or all there are. Fails with PVA-CLI-012 for an unknown name, -013 for one that needs permutations. */
  private Set<Column> asked() {
    Set<Column> all = EnumSet.copyOf(Column.scored());
    if (permutations > 0) {
      all.addAll(Column.permuted());
    }
    if (columns.isEmpty()) {
      return all;
    }
    Map<String, Column> byKey = new LinkedHashMap<>();
    for (Column column : Column.values()) {
      byKey.put(column.key(), column);
    }
    Set<Column> asked = EnumSet.noneOf(Column.class);
    for (String name : columns) {
      Column column = byKey.get(name);
      if (column == null) {
        throw PvaException.usage("PVA-CLI-012", "there is no column `" + name + "`").help(Suggestion.of(name, byKey.keySet())
            .map(near -> "did you mean `" + near + "`?").orElse("the columns are " + String.join(", ", byKey.keySet())));
      }
      if (!all.contains(column)) {
        throw PvaException.usage("PVA-CLI-013", "the column " + name + " is made by permutations").help("add --permutations 1000");
      }
      asked.add(column);
    }
    return asked;
  }

  /** Both files at once: while one waits for the disk, the other is put into bytes. */
  private void write(Table table) {
    Beside<Void> parquet = Beside.start(() -> {
      TableFiles.writeParquet(table, out.resolve("latents.parquet"));
      return null;
    });
    try {
      TableFiles.writeCsv(table, out.resolve("latents.csv"));
    } finally {
      parquet.result();
    }
  }

  private void requireSameRows(ByLatent activations, Dataset data) {
    if (activations.rows() != data.rows().size()) {
      throw PvaException.failed("PVA-CLI-007", "the latents have " + activations.rows() + " rows, the dataset " + data.path() + " has "
          + data.rows().size()).at(latents).help("encode the activations of this dataset: pva extract, then pva encode");
    }
  }

  private static boolean[] all(int n) {
    boolean[] all = new boolean[n];
    Arrays.fill(all, true);
    return all;
  }
}
