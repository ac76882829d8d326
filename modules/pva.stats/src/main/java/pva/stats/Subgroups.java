package pva.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * An evaluation part by part: what tells correct rows from incorrect ones should do so among the easy and the hard, and against
 * every kind of error.
 *
 * @param parts in order of name; only those with rows of both kinds
 */
public record Subgroups(List<Part> parts) {

  /** Report rows of one kind. */
  public record Part(String name, int rows, int positives, Estimate auroc) {
  }

  public Subgroups {
    parts = List.copyOf(parts);
  }

  /** The part in which it does worst; empty where no part has rows of both kinds. */
  public Optional<Part> weakest() {
    return parts.stream().min(Comparator.comparingDouble(part -> part.auroc().value()));
  }

  /**
   * Report rows of each kind by themselves, such as levels of difficulty.
   *
   * @param kinds one a row of the dataset, null where there is none
   */
  public static Subgroups of(Evaluation evaluation, List<String> kinds, int threads) {
    ScoredRows rows = evaluation.rows();
    return parts(evaluation, kinds, kind -> IntStream.range(0, rows.size()).filter(i -> kind.equals(kinds.get(rows.row()[i]))).toArray(),
        threads);
  }

  /**
   * All correct report rows against the incorrect ones of each kind, such as types of error.
   *
   * @param kinds one a row of the dataset, null where there is none
   */
  public static Subgroups ofErrors(Evaluation evaluation, List<String> kinds, int threads) {
    ScoredRows rows = evaluation.rows();
    return parts(evaluation, kinds, kind -> IntStream.range(0, rows.size())
        .filter(i -> rows.correct()[i] || kind.equals(kinds.get(rows.row()[i])))
        .toArray(), threads);
  }

  private static Subgroups parts(Evaluation evaluation, List<String> kinds,
      java.util.function.Function<String, int[]> chosen, int threads) {
    ScoredRows all = evaluation.rows();
    List<Part> parts = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(IntStream.of(all.row()).mapToObj(kinds::get).filter(Objects::nonNull).toList());
    for (String name : names) {
      ScoredRows some = all.only(chosen.apply(name));
      if (some.positives() == 0 || some.positives() == some.size()) {
        continue;
      }
      RankedRows ranked = new RankedRows(some);
      Bootstrap bootstrap = Bootstrap.within(some.strata(), some.groups(), evaluation.resampling());
      int[] once = new int[some.size()];
      Arrays.fill(once, 1);
      double[][] drawn = bootstrap.draw(weight -> new double[] {ranked.auroc(weight)}, threads);
      parts.add(new Part(name, some.size() / all.repeats(), some.positives() / all.repeats(),
          new Estimate(ranked.auroc(once), bootstrap.interval(drawn, 0))));
    }
    return new Subgroups(parts);
  }
}
