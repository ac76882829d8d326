package pva.analysis.generate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.text.Words;
import pva.code.Isolation;
import pva.stats.PassAtK;

/** What a generation came to, in plain words. */
final class GenerationVerdict {
  /** With fewer of one kind an analysis finds little. */
  private static final int FEW = 100;
  private static final double MANY_CUT = 0.01;

  private final GenerationSpec spec;
  private final Solutions solutions;
  private final Judged judged;
  private final int all;
  private final int correct;

  GenerationVerdict(GenerationSpec spec, Solutions solutions, Judged judged) {
    this.spec = spec;
    this.solutions = solutions;
    this.judged = judged;
    all = solutions.all().size();
    correct = solutions.correct();
  }

  String headline() {
    PassAtK one = solutions.passAtK().get(0);
    return spec.model().id() + " solves " + Words.percent(one.value()) + " of " + Words.count(one.problems())
        + " tasks with one solution (95 % interval "
        + Words.number(100 * one.low()) + " to " + Words.percent(one.high()) + "): " + Words.count(correct) + " of " + Words.count(all)
        + " solutions are correct.";
  }

  List<String> paragraphs() {
    List<String> paragraphs = new ArrayList<>();
    List<PassAtK> more = solutions.passAtK().stream().filter(p -> p.k() > 1).toList();
    if (!more.isEmpty()) {
      paragraphs.add("At least one of several solutions is correct in " + more.stream()
          .map(p -> Words.percent(p.value()) + " of the tasks (pass@" + p.k() + ")").collect(Collectors.joining(", ")) + ".");
    }
    if (correct < all) {
      paragraphs.add("Of the " + Words.count(all - correct) + " others " + errors().stream().map(e -> Words.count(e.getValue()) + " with "
          + e.getKey()).collect(Collectors.joining(", ")).replaceFirst(" with ", " end with ") + ".");
    }
    return paragraphs;
  }

  /** Errors, the most frequent first. */
  List<Map.Entry<String, Integer>> errors() {
    return solutions.errors().entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).toList();
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (judged.isolation() == Isolation.LIMITS) {
      warnings.add("The programs were shut in by " + judged.isolation().says() + ".");
    }
    int fewer = Math.min(correct, all - correct);
    if (fewer < FEW) {
      warnings.add("Only " + fewer + " of " + all + " solutions are " + (correct <= all - correct ? "correct" : "incorrect")
          + ": an analysis of them has little to compare.");
    }
    long cut = solutions.all().stream().filter(s -> s.tokens() >= spec.maxNewTokens()).count();
    if (cut > MANY_CUT * all) {
      warnings.add(Words.count(cut) + " of " + Words.count(all) + " solutions were cut off at " + spec.maxNewTokens()
          + " tokens: what is found on them may tell \"cut off\" from \"stopped\" instead of right from wrong.");
    }
    int late = solutions.errors().getOrDefault("Timeout", 0);
    if (late > 0) {
      warnings.add(Words.count(late) + (late == 1 ? " solution" : " solutions") + " ran out of " + seconds()
          + " s of processor time; on a faster machine " + (late == 1 ? "it" : "one of them") + " might pass.");
    }
    return warnings;
  }

  /** What a solution may use, as it was said. */
  String seconds() {
    return BigDecimal.valueOf(spec.timeout()).stripTrailingZeros().toPlainString();
  }

  List<String> howSure() {
    return List.of("A solution is correct where it passes every test of its task. Tests are few, so some that pass them are wrong all the same.",
        "pass@k is the unbiased estimate of Chen et al. (2021). Its 95 % interval treats the tasks as drawn from many like them: Wilson's with one "
            + "solution a task, else by the standard error over tasks.",
        spec.sampling().temperature() == 0
            ? "The likeliest token is taken at every place. Where two are all but equally likely, another batch, "
            + "machine or type of number may decide otherwise, and the text goes on differently from there."
            : "What is drawn is a function of the seed, the row, the sample and the place in the text, so a solution is drawn again as it was, "
            + "alone or beside others.");
  }

  /** For the terminal. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(headline()));
    lines.addAll(paragraphs());
    warnings().forEach(w -> lines.add("warning: " + w));
    return lines;
  }
}
