package pva.dsl;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import pva.analysis.spec.ScriptSpecBuilder;
import pva.analysis.spec.SplitSpec;
import pva.base.PvaException;

/** What the words do that the blocks with a split share. */
abstract class SplittingWords extends SharedWords implements SplitWords {
  SplittingWords(ScriptSpecBuilder<?> spec, Consumer<String> messages) {
    super(spec, messages);
  }

  abstract void take(SplitSpec split);

  @Override
  public void split(SplitSpec rows) {
    once("split");
    take(rows);
  }

  @Override
  public SplitSpec byTask(Map<String, ?> settings) {
    long seed = number(settings, "seed").orElse(42);
    OptionalInt folds = number(settings, "folds");
    if (folds.isPresent()) {
      if (settings.containsKey("select") || settings.containsKey("report")) {
        throw PvaException.usage("PVA-RUN-071", "with folds every row selects and reports, so `select` and `report` have no share")
            .word("split");
      }
      return SplitSpec.folds(folds.getAsInt(), number(settings, "repeats").orElse(1), real(settings, "tune", 0.1), seed);
    }
    if (settings.containsKey("repeats")) {
      throw PvaException.usage("PVA-RUN-071", "`repeats` says how often folds are dealt, and there are no `folds`").word("split");
    }
    return SplitSpec.shares(real(settings, "select", 0.5), real(settings, "tune", 0.1), real(settings, "report", 0.4), seed);
  }

  @Override
  public SplitSpec byTask() {
    return byTask(Map.of());
  }
}
