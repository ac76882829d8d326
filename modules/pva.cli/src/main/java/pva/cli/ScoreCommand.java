package pva.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.analysis.step.LatentTable;
import pva.base.PvaException;
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
import pva.stats.TaskTest;
import pva.tensor.SparseMatrix;

@Command(name = "score", description = "The statistics alone: every column, on given latents and labels.")
final class ScoreCommand extends PvaCommand {
  @Option(names = "--latents", required = true, paramLabel = "FILE", description = "sparse latents, as pva encode writes them")
  Path latents;

  @Option(names = "--dataset", required = true, paramLabel = "FILE", description = "the dataset whose rows they are, in its order")
  String dataset;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "gets latents.parquet and latents.csv")
  Path out;

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
    Clock clock = new Clock();
    int threads = Runtime.getRuntime().availableProcessors();
    CompletableFuture<ByLatent> reading = CompletableFuture.supplyAsync(() -> ByLatent.of(SparseMatrix.read(latents)));
    Dataset data = Datasets.open(dataset, Path.of("")).requireBothGroups();
    ByLatent activations = joined(reading);
    requireSameRows(activations, data);
    clock.lap("read");
    LatentScores scores = Scoring.score(activations, data.labels(), data.taskIds(), Column.scored(), all(activations.latents()), threads);
    clock.lap("score");
    if (permutations > 0) {
      LabelPermutations tasks = LabelPermutations.ofTasks(data.labels(), data.taskIds());
      scores = scores.with(PermutationTests.of(activations, tasks, all(activations.latents()), Math.min(permutations, TaskTest.RELABELINGS),
          permutations, seed, threads, terminal.progress()));
    }
    clock.lap("permute");
    Table table = LatentTable.of(scores, RankBy.COHENS_D.order(scores), all(activations.latents()), Optional.empty(), Optional.empty());
    write(table);
    clock.lap("write");
    return done(new Figures(activations.rows(), 0, clock.seconds()));
  }

  /** Both files at once: while one waits for the disk, the other is put into bytes. */
  private void write(Table table) {
    CompletableFuture<Void> parquet = CompletableFuture.runAsync(() -> TableFiles.writeParquet(table, out.resolve("latents.parquet")));
    try {
      TableFiles.writeCsv(table, out.resolve("latents.csv"));
    } finally {
      joined(parquet);
    }
  }

  /** The result of what runs beside this thread, or its own failure. */
  private static <T> T joined(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
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
