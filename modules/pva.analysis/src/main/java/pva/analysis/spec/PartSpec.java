package pva.analysis.spec;

import java.util.List;
import java.util.Locale;
import pva.base.PvaException;
import pva.stats.Split;

/**
 * One part of the tasks; nothing is asked of the others. The parts are dealt by the rule of {@link SplitSpec}, but before anything is
 * known of the tasks, so without equal shares of correct ones: the same tasks, shares and seed give the same parts for every model.
 */
public record PartSpec(SplitSpec split, Part part) {
  /** Which one. */
  public enum Part {
    SELECT, TUNE, REPORT;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PartSpec {
    if (split.folds().isPresent()) {
      throw PvaException.usage("PVA-GEN-008", "with folds every task reports once, so there is no part to generate for").word("split")
          .help("say shares: split byTask(select: 0.5, tune: 0.1, report: 0.4)");
    }
  }

  /** Places of the part's tasks, ascending. */
  public int[] of(List<String> tasks) {
    return Split.unlabelled(tasks, split.select(), split.tune(), split.report(), split.seed()).get(part.ordinal());
  }
}
