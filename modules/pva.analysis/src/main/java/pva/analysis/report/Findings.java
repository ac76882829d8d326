package pva.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.spec.CorrectSpec;
import pva.analysis.spec.Pairing;
import pva.analysis.spec.StatisticsSpec;
import pva.analysis.step.Results;
import pva.analysis.step.ScoreResult;
import pva.analysis.step.ScoreStep;
import pva.analysis.text.Words;
import pva.data.Dataset;
import pva.stats.Column;

/**
 * What a run found, in plain words that sell nothing.
 *
 * @param headline one sentence
 * @param paragraphs what makes it honest
 * @param howSure tests, intervals, and what choosing on the same rows does
 * @param warnings what a reader must know before he believes the table
 */
public record Findings(String headline, List<String> paragraphs, List<String> howSure, List<String> warnings) {

  public static Findings of(Inputs inputs, Results results) {
    Dataset data = results.chooses().data();
    int permutations = inputs.spec().statistics().test().permutations();
    Optional<Best> best = Best.of(results.score(), data);
    List<String> warnings = Warnings.of(inputs, results, best);
    List<String> howSure = howSure(results, data, inputs.spec().statistics());
    if (results.detections().isPresent()) {
      SplitVerdict verdict = new SplitVerdict(results.detections().get());
      List<String> sure = new ArrayList<>(verdict.howSure());
      sure.addAll(howSure);
      return new Findings(verdict.headline(), verdict.paragraphs(), sure, warnings);
    }
    String headline = best.map(b -> headline(b, results)).orElse("No latent that was kept differs between correct and incorrect rows.");
    return new Findings(headline, best.map(b -> paragraphs(b, results, data, permutations)).orElse(List.of()), howSure, warnings);
  }

  /** The same, which begins with the pairing where that is not the dictionary's own. */
  public Findings marked(Inputs inputs) {
    if (!inputs.published()) {
      return this;
    }
    List<String> lines = new ArrayList<>(List.of(Pairing.warning(inputs.layers().stream().map(LayerSae::layer).toList())));
    lines.addAll(paragraphs);
    return new Findings("Published pairing: " + headline, lines, howSure, warnings);
  }

  /** Headline and paragraphs. */
  public List<String> verdict() {
    List<String> all = new ArrayList<>(List.of(headline));
    all.addAll(paragraphs);
    return all;
  }

  private static String headline(Best b, Results results) {
    String latent = b.latent().words() + " (Cohen's d " + Words.number(b.effect().d()) + ", AUROC " + Words.number(b.auroc())
        + ", family-wise p " + Words.number(b.familyWise()) + ")";
    if (b.chance()) {
      return "Weak: " + latent + ", the best of " + kept(results) + ", is no better than what chance alone lifts to the top.";
    }
    if (b.useless()) {
      return "Weak: " + latent + ", the best of " + kept(results)
          + ", differs more than chance explains, but far too little to tell "
          + "correct code from incorrect code.";
    }
    return "Of " + kept(results) + ", " + latent
        + " differs most between correct and incorrect code, and more than chance explains.";
  }

  private static List<String> paragraphs(Best b, Results results, Dataset data, int permutations) {
    String group = b.moreOnCorrect() ? "correct" : "incorrect";
    String other = b.moreOnCorrect() ? "an incorrect" : "a correct";
    List<String> lines = new ArrayList<>();
    lines.add("L" + b.latent().words().substring(1) + " is more active on " + group + " rows: Cohen's d " + Words.number(b.effect().d())
        + " (95 % interval " + Words.number(b.effect().low()) + " to " + Words.number(b.effect().high()) + "). It fires on "
        + b.firedCorrect() + " of " + data.correct() + " correct and " + b.firedIncorrect() + " of " + data.incorrect()
        + " incorrect rows. Of a pair, " + (b.moreOnCorrect() ? "a correct" : "an incorrect") + " and " + other + " row, it puts the "
        + group + " one higher " + Words.percent(b.detects()) + " of the time; guessing does so 50 % of the time.");
    lines.add("It is the best of " + kept(results)
        + ", and the best of many looks good by chance alone. When the labels are dealt anew ("
        + permutations + " times, whole tasks together), the best of all latents differs as much as this one with probability "
        + Words.number(b.familyWise()) + " (family-wise p, max-T; " + Words.number(1.0 / (1 + permutations))
            + " is the least that so many deals can show)"
        + (b.chance() ? ": nothing here needs an explanation beyond chance." : "."));
    lines.add("The latent was chosen and measured on the same rows, so d, its interval and the AUROC are too good; "
        + "only new rows can tell by how much. A line such as `split byTask()` in the script sets some aside.");
    return lines;
  }

  private static List<String> howSure(Results results, Dataset data, StatisticsSpec spec) {
    ScoreResult score = results.score();
    long tested = count(score, Column.WELCH_P, 1.1);
    CorrectSpec correct = spec.correction();
    List<String> lines = new ArrayList<>();
    lines.add((results.detections().isEmpty() ? "" : "The table of latents describes the rows that choose. ") + tested
        + " kept latents" + layers(score) + " vary and were tested (Welch's t on " + data.correct() + " correct and " + data.incorrect()
        + " incorrect rows). "
        + count(score, Column.P_MAXT, 0.05) + " have a family-wise p (max-T, " + spec.test().permutations() + " relabelings, seed "
            + ScoreStep.SEED
        + ") of at most 0.05; " + corrected(correct, count(score, correct.method().column(), correct.level()))
        + (Double.isNaN(score.criticalT()) ? "" : " Chance alone lifts the best |t| above " + Words.number(score.criticalT())
            + " once in twenty times."));
    lines.add("Intervals of d are the normal approximation of Hedges and Olkin. They hold for one latent fixed beforehand, "
        + "not for the best of many, "
        + "and are a guide only for latents that fire rarely.");
    lines.add(PowerWords.of(results));
    results.stability().ifPresent(s -> lines.add(s.words()));
    return lines;
  }

  private static String corrected(CorrectSpec correct, long found) {
    return correct.method().familyWise()
        ? found + " have a p of at most " + correct.level() + " after " + correct.method().words()
            + ", which bounds the chance of any false one where every row is a task of its own."
        : "among " + found + " with a " + correct.method().words() + " q of at most " + correct.level()
            + " (of p-values that keep tasks together), "
            + (correct.level() == 0.05 ? "one in twenty" : Words.percent(correct.level())) + " is expected to be false.";
  }

  /** How many latents there were to choose from, in words. */
  private static String kept(Results results) {
    ScoreResult score = results.score();
    return Words.count(score.latents() - score.dropped()) + " latents" + layers(score);
  }

  private static String layers(ScoreResult score) {
    return score.index().several() ? " of " + score.index().layers().size() + " layers" : "";
  }

  private static long count(ScoreResult score, Column column, double atMost) {
    return IntStream.range(0, score.latents()).filter(r -> score.kept(r) && score.value(column, r) <= atMost).count();
  }
}
