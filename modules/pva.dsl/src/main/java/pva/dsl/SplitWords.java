package pva.dsl;

import java.util.Map;
import pva.analysis.spec.SplitSpec;
import pva.dsl.Named.Setting;

/** The words that say which rows choose and which report. */
public interface SplitWords {
  @Describe(
      says = "Which rows choose and which report. What is chosen (latent, sign, threshold) never sees the rows that report.",
      forms = {"split byTask(select: 0.5, tune: 0.1, report: 0.4, seed: 42)", "split byTask(folds: 5, seed: 42)"},
      defaults = "no split: every row chooses and reports, and the report says what that does to the figures")
  void split(SplitSpec rows);

  @Describe(
      says = "Whole tasks are dealt to the parts, with equal shares of correct rows; with folds every row reports once a dealing.",
      forms = {"split byTask(select: 0.5, tune: 0.1, report: 0.4, seed: 42)", "split byTask(folds: 5, repeats: 3, seed: 42)"})
  SplitSpec byTask(
      @Named({
        @Setting(name = "select", type = double.class, says = "share of the rows that choose latent and sign; 0.5 where not said", min = 0),
        @Setting(name = "tune", type = double.class, says = "share that chooses the threshold; 0.1 where not said", min = 0),
        @Setting(name = "report", type = double.class, says = "share that is looked at once; 0.4 where not said", min = 0),
        @Setting(name = "folds", type = int.class, says = "nested folds instead of shares, for few rows", min = 2),
        @Setting(name = "repeats", type = int.class, says = "how often folds are dealt, each time anew; 1 where not said", min = 1),
        @Setting(name = "seed", type = int.class, says = "of the drawing; 42 where not said", min = 0)
      }) Map<String, ?> settings);

  SplitSpec byTask();
}
