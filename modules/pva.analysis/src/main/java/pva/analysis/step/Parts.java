package pva.analysis.step;

import java.util.List;
import java.util.stream.IntStream;
import pva.analysis.spec.SplitSpec;
import pva.data.Dataset;
import pva.stats.Detector;
import pva.stats.Evaluation;
import pva.stats.Resampling;
import pva.stats.Selection;
import pva.stats.Split;

/** Which rows of a study choose and which report: one split, or the folds of a nested cross-validation. */
public record Parts(List<Split> splits) {
  public Parts {
    splits = List.copyOf(splits);
  }

  /** @param groups the group of each row, such as its task; a group never stands on two sides */
  public static Parts of(SplitSpec spec, Dataset data, List<String> groups) {
    return new Parts(spec.folds().isPresent()
        ? Split.folds(data.labels(), groups, spec.folds().getAsInt(), spec.repeats(), spec.tune(), spec.seed())
        : List.of(Split.byTask(data.labels(), groups, spec.select(), spec.tune(), spec.report(), spec.seed())));
  }

  boolean folds() {
    return splits.size() > 1;
  }

  /** The rows that select; with folds every row does so at some time. */
  public int[] choosing(int rows) {
    return folds() ? IntStream.range(0, rows).toArray() : splits.get(0).select().rows();
  }

  Evaluation evaluate(Detector detector, pva.stats.Inputs inputs, Resampling resampling, int threads) {
    if (folds()) {
      return Evaluation.across(detector, inputs, splits, resampling, threads);
    }
    Split split = splits.get(0);
    return Evaluation.of(Selection.of(detector, inputs, split.select(), split.tune()), inputs, split.report(), resampling, threads);
  }
}
