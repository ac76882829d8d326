package pva.analysis.spec;

import java.util.Objects;
import java.util.OptionalInt;
import pva.base.PvaException;

/**
 * Which rows choose and which report; rows of one task never stand on both sides.
 *
 * <p>Either three shares, or folds: then every row reports once a dealing, judged by what the rows of the other folds chose.
 *
 * @param select share of the rows that choose latent and sign; 0 with folds
 * @param tune share that chooses the threshold and fits the calibration, with folds of the rows of the other folds; 0 = the rows that
 *     select do so
 * @param report share that is only looked at once, for the figures; 0 with folds
 * @param folds number of folds; empty = the shares hold
 * @param repeats how often tasks are dealt to folds, each time anew; 1 without folds
 * @param seed of the drawing of tasks
 */
public record SplitSpec(double select, double tune, double report, OptionalInt folds, int repeats, long seed) {
  public SplitSpec {
    Objects.requireNonNull(folds);
    if (folds.isPresent() && folds.getAsInt() < 2) {
      throw PvaException.usage("PVA-RUN-060", "a split has at least 2 folds, not " + folds.getAsInt()).word("split");
    }
    if (repeats < 1 || folds.isEmpty() && repeats > 1) {
      throw PvaException.usage("PVA-RUN-060", "`repeats` says how often folds are dealt: at least once, and with `folds` only")
          .word("split");
    }
    if (folds.isPresent() && !(tune >= 0 && tune < 1)) {
      throw PvaException.usage("PVA-RUN-061", "the share of a fold's other rows that tunes lies from 0 to below 1, not at " + tune)
          .word("split");
    }
    if (folds.isEmpty() && (!(select > 0 && tune >= 0 && report > 0) || Math.abs(select + tune + report - 1) > 1e-9)) {
      throw PvaException.usage("PVA-RUN-061", "the shares of a split add up to 1, and some rows select and report, but select " + select
          + ", tune " + tune + " and report " + report + " were said").word("split");
    }
  }

  public static SplitSpec shares(double select, double tune, double report, long seed) {
    return new SplitSpec(select, tune, report, OptionalInt.empty(), 1, seed);
  }

  public static SplitSpec folds(int folds, int repeats, double tune, long seed) {
    return new SplitSpec(0, tune, 0, OptionalInt.of(folds), repeats, seed);
  }
}
