package pva.analysis.steer;

import java.util.List;
import pva.code.CodeSimilarity;
import pva.code.Repetition;
import pva.stats.Interval;
import pva.stats.McNemar;

/**
 * What an arm does to tasks that were also solved without steering.
 *
 * @param right tasks right without steering
 * @param sides how many changed sides
 * @param changed solutions whose text is another one
 * @param syntax share of the solutions that parse
 * @param degenerate share of the solutions that repeat themselves
 * @param similarity mean similarity to the unsteered solution
 */
record Effect(int tasks, int right, McNemar sides, int changed, double syntax, double degenerate, double similarity) {
  static final double LEVEL = 0.95;

  /** Of the same tasks in the same order. */
  static Effect of(List<Solved> before, List<Solved> after) {
    int n = before.size();
    boolean[] was = new boolean[n];
    boolean[] is = new boolean[n];
    int right = 0;
    int changed = 0;
    int parses = 0;
    int degenerate = 0;
    double similarity = 0;
    for (int i = 0; i < n; i++) {
      Solved a = before.get(i);
      Solved b = after.get(i);
      if (!a.task().equals(b.task())) {
        throw new IllegalArgumentException("task " + a.task() + " against task " + b.task());
      }
      was[i] = a.correct();
      is[i] = b.correct();
      right += a.correct() ? 1 : 0;
      changed += a.code().equals(b.code()) ? 0 : 1;
      parses += b.parses() ? 1 : 0;
      degenerate += Repetition.of(b.code()) > Repetition.DEGENERATE ? 1 : 0;
      similarity += CodeSimilarity.of(a.code(), b.code());
    }
    return new Effect(n, right, McNemar.of(was, is), changed, (double) parses / n, (double) degenerate / n, similarity / n);
  }

  int wrong() {
    return tasks - right;
  }

  double passAt1() {
    return (double) (right + sides.net()) / tasks;
  }

  /** Share of the wrong tasks that became right; NaN where none was wrong. */
  double correction() {
    return (double) sides.gained() / wrong();
  }

  Interval correctionBounds() {
    return Interval.clopperPearson(sides.gained(), wrong(), LEVEL);
  }

  /** Share of the right tasks that became wrong; NaN where none was right. */
  double corruption() {
    return (double) sides.lost() / right;
  }

  Interval corruptionBounds() {
    return Interval.clopperPearson(sides.lost(), right, LEVEL);
  }

  /** Change of pass@1: tasks won less tasks lost, as a share of all. */
  double change() {
    return (double) sides.net() / tasks;
  }
}
