package pva.analysis.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import pva.base.PvaException;

/**
 * How sure a script wants to be.
 *
 * @param split empty = every row chooses and reports, and the report says what that does to the figures
 * @param correct empty = every correction is in the table and Benjamini-Hochberg at 0.05 is counted in words
 * @param detect which figures of detection tables show; empty = all
 * @param compare baselines, each kind once
 * @param transfer a second dataset, on which what the first one chose is measured unchanged
 */
public record StatisticsSpec(Optional<SplitSpec> split, TestSpec test, Optional<CorrectSpec> correct, Optional<DetectSpec> detect,
                             List<BaselineSpec> compare, Optional<StabilitySpec> stability, Optional<String> transfer) {
  public StatisticsSpec {
    Objects.requireNonNull(split);
    Objects.requireNonNull(test);
    Objects.requireNonNull(correct);
    Objects.requireNonNull(detect);
    Objects.requireNonNull(stability);
    Objects.requireNonNull(transfer);
    compare = List.copyOf(compare);
    Set<BaselineSpec.Kind> kinds = new HashSet<>();
    for (BaselineSpec baseline : compare) {
      if (!kinds.add(baseline.kind())) {
        throw PvaException.usage("PVA-RUN-069", "a baseline is named twice").word("compare");
      }
    }
    if (!compare.isEmpty() && split.isEmpty()) {
      throw PvaException.usage("PVA-RUN-070",
          "a baseline that is fitted and measured on the same rows looks perfect, so `compare` needs a split")
          .word("compare").help("add a line such as: split byTask(select: 0.5, tune: 0.1, report: 0.4)");
    }
    if (transfer.isPresent() && split.isEmpty()) {
      throw PvaException.usage("PVA-RUN-074",
          "a second dataset is held against figures of rows that chose nothing, so `transfer` needs a split")
          .word("transfer").help("add a line such as: split byTask(folds: 5)");
    }
  }

  /** Nothing said. */
  public static StatisticsSpec none() {
    return new StatisticsSpec(Optional.empty(), TestSpec.all(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(),
        Optional.empty());
  }

  /** A baseline the script names. */
  public Optional<BaselineSpec> baseline(BaselineSpec.Kind kind) {
    return compare.stream().filter(b -> b.kind() == kind).findFirst();
  }

  /** The figures that tables show. */
  public Set<DetectSpec.Figure> figures() {
    return detect.orElseGet(DetectSpec::all).figures();
  }

  /** The correction that counts. */
  public CorrectSpec correction() {
    return correct.orElseGet(() -> new CorrectSpec(CorrectSpec.Method.BENJAMINI_HOCHBERG, 0.05));
  }
}
