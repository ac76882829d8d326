package pva.analysis.steer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import pva.analysis.text.Words;
import pva.code.CodeSimilarity;

/** Three tasks to look at before and after, chosen by a rule and not by taste. */
final class SteerPairs {
  static final String RULE = "Chosen by rule, in the order of the problems: the first held-out task that became right, the first that became "
      + "wrong, and of the others the one whose solution is least like the unsteered one. Where there is none of a kind, the next least alike "
      + "takes its place.";

  private SteerPairs() {
  }

  /** A task by its place in both lists. */
  record Pair(int at, String why) {
  }

  static List<Pair> of(List<Solved> before, List<Solved> after) {
    List<Pair> pairs = new ArrayList<>();
    first(before.size(), i -> !before.get(i).correct() && after.get(i).correct(), "became right", pairs);
    first(before.size(), i -> before.get(i).correct() && !after.get(i).correct(), "became wrong", pairs);
    double[] alike = IntStream.range(0, before.size())
        .mapToDouble(i -> CodeSimilarity.of(before.get(i).code(), after.get(i).code())).toArray();
    IntStream.range(0, before.size()).boxed().sorted(Comparator.comparingDouble((Integer i) -> alike[i]))
        .filter(i -> pairs.stream().noneMatch(p -> p.at() == i)).limit(3 - pairs.size()).toList()
        .forEach(i -> pairs.add(new Pair(i, "similarity " + Words.number(alike[i]))));
    return pairs;
  }

  private static void first(int n, Predicate<Integer> kind, String why, List<Pair> into) {
    IntStream.range(0, n).boxed().filter(kind).findFirst().ifPresent(i -> into.add(new Pair(i, why)));
  }
}
