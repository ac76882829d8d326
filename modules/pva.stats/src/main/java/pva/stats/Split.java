package pva.stats;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import pva.base.PvaException;
import pva.base.Sha256;

/**
 * A dataset cut in three: rows to select on, rows to tune on, rows to report on; the rows of one task never stand on two sides.
 *
 * <p>Stratified: tasks are dealt in the order of their share of correct rows, each to the part that most rows are due to, so
 * every part has about the dataset's success rate. Same labels, tasks, shares and seed, same parts.
 */
public final class Split {
  private static final String[] PARTS = {"select", "tune", "report"};

  private final SelectRows select;
  private final TuneRows tune;
  private final ReportRows report;

  /** @param part of each row: 0 to select, 1 to tune, 2 to report */
  Split(boolean[] correct, List<String> tasks, int[] part) {
    String id = digest(correct, tasks, part);
    int[][] rows = new int[3][];
    boolean[][] labels = new boolean[3][];
    for (int p = 0; p < 3; p++) {
      int wanted = p;
      rows[p] = IntStream.range(0, part.length).filter(r -> part[r] == wanted).toArray();
      labels[p] = new boolean[rows[p].length];
      for (int i = 0; i < rows[p].length; i++) {
        labels[p][i] = correct[rows[p][i]];
      }
      requireBoth(PARTS[p], labels[p]);
    }
    select = new SelectRows(id, rows[0], labels[0], names(tasks, rows[0]));
    tune = new TuneRows(id, rows[1], labels[1], names(tasks, rows[1]));
    report = new ReportRows(id, rows[2], labels[2], names(tasks, rows[2]));
  }

  /**
   * One split, such as {@code byTask(labels, tasks, 0.5, 0.1, 0.4, 42)}.
   *
   * @param tasks the group of each row; the kind of task instead, to ask what holds for kinds never seen
   * @param tune may be 0: thresholds are then chosen on the select rows
   * @throws PvaException PVA-STAT-005 the shares do not make a whole, 006 a part has no correct or no incorrect row
   */
  public static Split byTask(boolean[] correct, List<String> tasks, double select, double tune, double report, long seed) {
    requireSameLength(correct, tasks);
    requireWhole(select, tune, report);
    Labels.of(correct);
    Grouping groups = Grouping.of(tasks);
    int[] part = deal(groups, IntStream.range(0, groups.count()).toArray(), correct, new double[] {select, tune, report},
        new SplittableRandom(seed));
    return new Split(correct, tasks, byRow(groups, part));
  }

  /**
   * The three parts of tasks of which nothing is known yet, each as places in the list: the rule of {@link #byTask}, without labels to
   * deal by. Same tasks, shares and seed, same parts, whatever becomes of the tasks.
   *
   * @throws PvaException PVA-STAT-005 the shares do not make a whole
   */
  public static List<int[]> unlabelled(List<String> tasks, double select, double tune, double report, long seed) {
    requireWhole(select, tune, report);
    Grouping groups = Grouping.of(tasks);
    int[] part = byRow(groups, deal(groups, IntStream.range(0, groups.count()).toArray(), new boolean[tasks.size()],
        new double[] {select, tune, report}, new SplittableRandom(seed)));
    return IntStream.range(0, 3).mapToObj(p -> IntStream.range(0, part.length).filter(r -> part[r] == p).toArray()).toList();
  }

  /**
   * The outer folds of a nested cross-validation, for data too scarce to set rows aside: at each dealing every row is reported on in
   * exactly one fold, by rules selected and tuned on the tasks of the other folds.
   *
   * @param repeats how often the tasks are dealt to folds; the folds of one dealing stand together
   * @param tune share of the other folds' rows that tunes; may be 0
   */
  public static List<Split> folds(boolean[] correct, List<String> tasks, int folds, int repeats, double tune, long seed) {
    requireSameLength(correct, tasks);
    if (!(folds >= 2 && repeats >= 1 && tune >= 0 && tune < 1)) {
      throw PvaException.usage("PVA-STAT-005", folds + " folds, dealt " + repeats + " times with a tune share of " + tune
          + ", cannot be made").help("take at least 2 folds, 1 dealing and a tune share from 0 to below 1").word("split");
    }
    Labels.of(correct);
    Grouping groups = Grouping.of(tasks);
    SplittableRandom random = new SplittableRandom(seed);
    List<Split> splits = new ArrayList<>();
    for (int dealing = 0; dealing < repeats; dealing++) {
      splits.addAll(dealt(correct, tasks, groups, folds, tune, random));
    }
    return List.copyOf(splits);
  }

  private static List<Split> dealt(boolean[] correct, List<String> tasks, Grouping groups, int folds, double tune,
      SplittableRandom random) {
    double[] equal = new double[folds];
    Arrays.fill(equal, 1.0 / folds);
    int[] fold = deal(groups, IntStream.range(0, groups.count()).toArray(), correct, equal, random);
    List<Split> splits = new ArrayList<>();
    for (int k = 0; k < folds; k++) {
      int out = k;
      int[] others = IntStream.range(0, groups.count()).filter(g -> fold[g] != out).toArray();
      int[] inner = deal(groups, others, correct, new double[] {1 - tune, tune}, random);
      int[] part = new int[groups.count()];
      Arrays.fill(part, 2);
      for (int g : others) {
        part[g] = inner[g];
      }
      splits.add(new Split(correct, tasks, byRow(groups, part)));
    }
    return splits;
  }

  public SelectRows select() {
    return select;
  }

  public TuneRows tune() {
    return tune;
  }

  public ReportRows report() {
    return report;
  }

  /** Which of {@code shares} each dealt group goes to, by group number; others stay 0. */
  static int[] deal(Grouping groups, int[] dealt, boolean[] correct, double[] shares, SplittableRandom random) {
    int[] order = dealt.clone();
    for (int k = order.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int moved = order[k];
      order[k] = order[other];
      order[other] = moved;
    }
    int[] byShare = Arrays.stream(order).boxed().sorted(Comparator.comparingDouble(g -> correctShare(groups.rows()[g], correct)))
        .mapToInt(Integer::intValue).toArray();
    int[] part = new int[groups.count()];
    double[] given = new double[shares.length];
    double rows = 0;
    for (int g : byShare) {
      int size = groups.rows()[g].length;
      rows += size;
      int most = 0;
      for (int p = 1; p < shares.length; p++) {
        if (shares[p] * rows - given[p] > shares[most] * rows - given[most]) {
          most = p;
        }
      }
      part[g] = most;
      given[most] += size;
    }
    return part;
  }

  private static double correctShare(int[] rows, boolean[] correct) {
    return (double) IntStream.of(rows).filter(r -> correct[r]).count() / rows.length;
  }

  private static int[] byRow(Grouping groups, int[] part) {
    return IntStream.of(groups.of()).map(g -> part[g]).toArray();
  }

  private static List<String> names(List<String> tasks, int[] rows) {
    return IntStream.of(rows).mapToObj(tasks::get).toList();
  }

  private static void requireSameLength(boolean[] correct, List<String> tasks) {
    if (tasks.size() != correct.length) {
      throw new IllegalArgumentException(tasks.size() + " task ids for " + correct.length + " rows");
    }
  }

  private static void requireWhole(double select, double tune, double report) {
    if (!(select > 0 && tune >= 0 && report > 0 && Math.abs(select + tune + report - 1) < 1e-9)) {
      throw PvaException.usage("PVA-STAT-005", "split shares select " + select + ", tune " + tune + ", report " + report
          + " do not make a whole").help("take shares that add up to 1, such as select 0.5, tune 0.1, report 0.4").word("split");
    }
  }

  private static void requireBoth(String part, boolean[] labels) {
    int positives = (int) IntStream.range(0, labels.length).filter(i -> labels[i]).count();
    if (positives == labels.length || positives == 0) {
      if (labels.length == 0 && part.equals("tune")) {
        return;
      }
      throw PvaException.failed("PVA-STAT-006", "the " + part + " part of the split has " + positives + " correct and "
          + (labels.length - positives) + " incorrect rows: both are needed")
          .help("give the part a larger share, take more tasks, or split into folds").word("split");
    }
  }

  private static String digest(boolean[] correct, List<String> tasks, int[] part) {
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < part.length; r++) {
      text.append(part[r]).append(correct[r] ? '+' : '-').append(tasks.get(r).length()).append(':').append(tasks.get(r));
    }
    return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
