package pva.analysis.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Dataset;
import pva.data.Row;
import pva.stats.Evaluation;
import pva.stats.ReportRows;
import pva.stats.Resampling;
import pva.stats.SelectRows;
import pva.stats.Selection;
import pva.stats.Split;
import pva.stats.TuneRows;

/**
 * Detectors carried over to a second dataset: latent, sign, weights and threshold stay what the first one chose. Where the first one
 * was split into folds they are chosen once more, on all of its rows.
 */
public final class Transfer {
  private final SelectRows select;
  private final TuneRows tune;
  private final pva.stats.Inputs first;
  private final pva.stats.Inputs inputs;
  private final ReportRows report;
  private final int threads;

  /**
   * The second dataset as the statistics see it.
   *
   * @param layers what was extracted, one row a row of the dataset
   */
  public record Second(Study study, List<Extracted> layers) {
  }

  /** @param second the rows of the second dataset that report, whose prompts the first one does not hold */
  Transfer(Study study, Parts parts, pva.stats.Inputs first, Study second, pva.stats.Inputs inputs, int threads) {
    Split split = parts.splits().get(0);
    this.select = parts.folds() ? SelectRows.all(study.data().labels(), study.data().taskIds()) : split.select();
    this.tune = parts.folds() ? TuneRows.none(select) : split.tune();
    this.first = first;
    this.inputs = inputs;
    // ids of two datasets may be equal by accident; equal prompts are gone already
    this.report = ReportRows.ofOtherDataset(second.data().labels(), second.data().taskIds().stream().map(id -> "second " + id).toList());
    this.threads = threads;
  }

  /**
   * The rows of the second dataset whose prompt the first one does not hold, ascending.
   *
   * @throws PvaException PVA-RUN-075 where they are not of both kinds
   */
  public static int[] unshared(Dataset first, Dataset second) {
    Set<String> known = first.rows().stream().map(row -> row.prompt().strip()).collect(Collectors.toSet());
    List<Row> rows = second.rows();
    int[] others = IntStream.range(0, rows.size()).filter(i -> !known.contains(rows.get(i).prompt().strip())).toArray();
    long correct = IntStream.of(others).filter(i -> rows.get(i).correct()).count();
    if (correct == 0 || correct == others.length) {
      throw PvaException.failed("PVA-RUN-075", "of the " + rows.size() + " rows of the second dataset " + (rows.size() - others.length)
          + " have prompts of the first; of the others " + correct + " are correct and " + (others.length - correct) + " incorrect")
          .at(second.path()).word("transfer").help("name a dataset of other tasks, with correct and incorrect rows");
    }
    return others;
  }

  List<DetectorResult> results(List<Detectors> detectors, Progress.Task task) {
    List<DetectorResult> results = new ArrayList<>();
    Evaluation latent = null;
    for (Detectors d : detectors) {
      Evaluation e = Evaluation.of(Selection.of(d.detector(), first, select, tune), inputs, report, Resampling.standard(), threads);
      latent = latent == null ? e : latent;
      results.add(Measured.result(d, e, latent, threads));
      task.advance(1);
    }
    return results;
  }
}
