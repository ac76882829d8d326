package pva.analysis.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pva.analysis.step.Detections;
import pva.analysis.step.DetectorResult;
import pva.analysis.step.Detectors;
import pva.analysis.text.Words;

/**
 * The verdict of a run with a split, in plain words: every figure in it is from rows that chose nothing.
 *
 * <p>What beats the latent stands in the first lines, the lengths before everything else.
 */
final class SplitVerdict {
  private static final double USEFUL = 0.6;
  private static final int FEWEST = 20;
  /** So many detectors are named in a line; the table has them all. */
  private static final int SAID = 4;
  private static final Comparator<DetectorResult> BY_AUROC = Comparator.comparingDouble(d -> -d.figure("auroc"));

  private final Detections found;
  private final DetectorResult latent;
  private final List<DetectorResult> others;

  SplitVerdict(Detections found) {
    this.found = found;
    this.latent = found.latent();
    this.others = found.detectors().stream().skip(1).filter(d -> !Detectors.ABOUT_LENGTHS.contains(d.id())).toList();
  }

  String headline() {
    String auroc = "AUROC " + latent.auroc();
    String what = "On " + Words.count((long) latent.figure("rows")) + " rows that did not choose it, the best latent"
        + (found.folds() ? "" : ", " + latent.rules().get(0) + ",") + " tells correct from incorrect code with " + auroc;
    String better = better();
    if (guesses()) {
      return "Nothing found: on " + what.substring(3) + ", no better than guessing (0.5)." + better;
    }
    if (!(latent.figure("auroc") >= USEFUL)) {
      return "Weak: on " + what.substring(3) + ": more than guessing (0.5), but far too little to be used." + better;
    }
    return (better.isEmpty() ? what : "Real, but not the best way to see it: on " + what.substring(3)) + "." + better;
  }

  private boolean guesses() {
    return !(latent.figure("auroc_low") > 0.5);
  }

  /** What beats the latent on the same rows, the lengths first, then by how well they do. */
  private String better() {
    List<DetectorResult> beat = others.stream().filter(DetectorResult::beatsLatent)
        .sorted(Comparator.comparing((DetectorResult d) -> !length(d))
        .thenComparing(BY_AUROC)).toList();
    if (beat.isEmpty()) {
      return "";
    }
    return " Better on the same rows: " + beat.stream().limit(SAID).map(d -> (number(d) ? "the " + d.name() + " alone" : d.name()) + " ("
        + Words.number(d.figure("auroc")) + ")").collect(Collectors.joining(", "))
        + (beat.size() > SAID ? " and " + (beat.size() - SAID) + " more." : ".");
  }

  /** Whether it looks at something that needs no model at all. */
  private static boolean number(DetectorResult d) {
    return length(d) || d.id().equals(Detectors.TESTS) || d.id().equals(Detectors.KIND);
  }

  private static boolean length(DetectorResult d) {
    return d.id().equals(Detectors.LENGTH) || d.id().equals(Detectors.PROMPT);
  }

  List<String> paragraphs() {
    List<String> lines = new ArrayList<>();
    lines.add(real());
    held().ifPresent(lines::add);
    lengths().ifPresent(lines::add);
    errors().ifPresent(lines::add);
    difficulty().ifPresent(lines::add);
    kinds().ifPresent(lines::add);
    found.transfer().map(this::transfer).ifPresent(lines::add);
    lines.add(use());
    lines.add(fooled());
    return lines;
  }

  private String real() {
    String chosen = found.folds() ? "In each of " + latent.rules().size()
        + " folds the latent was chosen on the rows of the other folds, among "
        + candidates() + " (" + counted() + "): " + latent.chosen() + (disagree() ? "; no two folds agree" : "")
        + ". Every row reports " + (latent.figure("repeats") > 1 ? Words.count((long) latent.figure("repeats"))
            + " times, once a dealing of the folds." : "once.")
        : "It was chosen among " + candidates() + " (" + counted() + ") on other tasks, where its AUROC was "
            + Words.number(latent.figure("select_auroc")) + ", and looked at once on these.";
    return "What is real: " + (guesses() ? "nothing that these rows can show. "
        : "a difference between correct and incorrect rows that holds on new "
        + "tasks. ") + chosen + " Of a pair, a correct and an incorrect row, it puts the correct one higher "
        + Words.percent(latent.figure("auroc")) + " of the time; guessing does so 50 % of the time.";
  }

  private boolean disagree() {
    return latent.rules().stream().distinct().count() == latent.rules().size();
  }

  private boolean several() {
    return found.withoutSplit().latent().layer().isPresent();
  }

  private String counted() {
    return several() ? "latents of all layers times two directions" : "latents times two directions";
  }

  private String candidates() {
    return Words.count((long) latent.figure("candidates"));
  }

  /** Better and worse where the interval of the difference, on the same resamples, does not reach 0. */
  private Optional<String> held() {
    List<String> said = new ArrayList<>();
    held("better than the latent", DetectorResult::beatsLatent).ifPresent(said::add);
    held("not told apart from it", d -> !d.beatsLatent() && !(d.figure("latent_less_this_low") > 0)).ifPresent(said::add);
    held("worse", d -> d.figure("latent_less_this_low") > 0).ifPresent(said::add);
    return said.isEmpty() ? Optional.empty() : Optional.of("Held against it on the same rows, AUROC: " + String.join("; ", said) + ".");
  }

  private Optional<String> held(String how, Predicate<DetectorResult> which) {
    List<String> named = others.stream().filter(which).sorted(BY_AUROC).map(d -> d.name() + " " + Words.number(d.figure("auroc"))).toList();
    return named.isEmpty() ? Optional.empty() : Optional.of(how + ": " + String.join(", ", named));
  }

  private Optional<String> lengths() {
    Optional<String> latents = measured(Detectors.LENGTHS).flatMap(both -> measured(Detectors.LATENT_WITH_LENGTHS).map(more ->
        "The lengths of prompt and answer together have AUROC " + both + ", with the latent beside them " + more + "."));
    Optional<String> probe = measured(Detectors.PROBE_WITHOUT_LENGTHS).map(left ->
        "With what the lengths explain taken out of the raw activations, on the rows that choose, the probe has " + left + ".");
    return latents.map(said -> said + probe.map(more -> " " + more).orElse(""));
  }

  private Optional<String> measured(String id) {
    return found.detectors().stream().filter(d -> d.id().equals(id)).findFirst().map(DetectorResult::auroc);
  }

  /** Where it does worst, of types of error that are not too rare to say. */
  private Optional<String> errors() {
    return span(found.errors()).map(span -> "Against one type of error at a time its AUROC is " + span + ".");
  }

  /** Where it does worst, of levels of difficulty that are not too rare to say. */
  private Optional<String> difficulty() {
    return span(found.difficulty().parts()).map(span -> "By difficulty (" + found.difficulty().by() + ") its AUROC is " + span + ".");
  }

  private static Optional<String> span(List<Detections.Part> all) {
    List<Detections.Part> parts = all.stream().filter(p -> p.rows() >= FEWEST)
        .sorted(Comparator.comparingDouble(Detections.Part::auroc)).toList();
    return parts.size() < 2 ? Optional.empty()
        : Optional.of("at least " + words(parts.get(0)) + ", at most " + words(parts.get(parts.size() - 1)));
  }

  private static String words(Detections.Part part) {
    return Words.number(part.auroc()) + " (" + part.name() + ", " + Words.count(part.rows()) + " rows, 95 % interval "
        + Words.number(part.low()) + " to " + Words.number(part.high()) + ")";
  }

  /** What is left on a second dataset, of the latent and of the best that it is held against. */
  private String transfer(Detections.Transferred second) {
    DetectorResult there = second.detectors().get(0);
    String others = second.detectors().stream().skip(1).filter(d -> leading(d.id()))
        .map(d -> d.name() + " " + Words.number(d.figure("auroc")) + " ("
        + Words.number(d.figure("auroc_low")) + " to " + Words.number(d.figure("auroc_high")) + ")").collect(Collectors.joining("; "));
    return "On a second dataset, " + Words.count((long) there.figure("rows")) + " rows of other tasks"
        + (second.leftOut() > 0 ? " (" + Words.count(second.leftOut()) + " with prompts of the first left out)" : "")
        + ", what the first one chose, unchanged, has AUROC " + there.auroc() + ": " + there.chosen() + "; here it has "
        + Words.number(latent.figure("auroc")) + ". At the threshold chosen here its balanced accuracy there is "
        + Words.number(there.figure("balanced_accuracy")) + " (chance 0.5)."
        + (others.isEmpty() ? "" : " Beside it, there: " + others + ".");
  }

  /** How much of a detector was only the kind of task. */
  private Optional<String> kinds() {
    if (found.unseen().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of("Some kinds of task are easier than others, and whatever tells the kind tells correctness." + alone()
        + " On kinds that the choosing rows did not hold, the AUROC is: " + found.unseen().stream().filter(d -> leading(d.id()))
            .map(d -> d.name() + " " + Words.number(d.figure("auroc")) + " (" + Words.number(d.figure("auroc_low")) + " to "
                + Words.number(d.figure("auroc_high")) + ")").collect(Collectors.joining("; ")) + "." + left());
  }

  /** Whether the kind alone does as well as the best of the others. */
  private String alone() {
    Optional<DetectorResult> kind = others.stream().filter(d -> d.id().equals(Detectors.KIND)).findFirst();
    return kind.flatMap(k -> best().map(b -> " The kind alone has AUROC " + Words.number(k.figure("auroc")) + ", "
        + (k.figure("auroc") > b.figure("auroc_high") ? "more than" : k.figure("auroc") >= b.figure("auroc_low")
            ? "as much as" : "less than")
        + " the best of the others, " + b.name() + " (" + Words.number(b.figure("auroc")) + ").")).orElse("");
  }

  /** How much of the best of the others is left on kinds never seen. */
  private String left() {
    return best().flatMap(here -> found.unseen().stream().filter(d -> d.id().equals(here.id())).findFirst().map(there -> {
      double above = here.figure("auroc") - 0.5;
      double stays = there.figure("auroc") - 0.5;
      return " Of the " + Words.number(above) + " that " + here.name() + " has above guessing, "
          + (stays <= 0 ? "nothing" : (2 * stays < above ? "only " : "") + Words.number(stays)) + " is left there"
          + (stays > 0 && there.figure("auroc_low") <= 0.5 ? ", and its interval reaches guessing." : ".");
    })).orElse("");
  }

  /** The best of what could see the kind without being told it. */
  private Optional<DetectorResult> best() {
    return withoutKind().findFirst();
  }

  private Stream<DetectorResult> withoutKind() {
    return others.stream().filter(d -> !d.id().equals(Detectors.KIND)).sorted(BY_AUROC);
  }

  /** The latent, and the best of what it is held against. */
  private boolean leading(String id) {
    return id.equals(latent.id()) || withoutKind().limit(SAID - 1).anyMatch(d -> d.id().equals(id));
  }

  private String use() {
    double f1 = latent.figure("f1");
    double all = latent.figure("all_positive_f1");
    double brier = latent.figure("brier");
    double always = latent.figure("brier_of_prevalence");
    return "Can it be used: at the threshold chosen beforehand its F1 is " + Words.number(f1) + "; calling every row correct has "
        + Words.number(all) + (f1 > all ? "" : ", so the F1 is no achievement") + ". Balanced accuracy "
        + Words.number(latent.figure("balanced_accuracy")) + " (chance 0.5), MCC " + Words.number(latent.figure("mcc"))
        + " (chance 0). As a probability its squared error (Brier) is " + Words.number(brier) + ", that of always saying the prevalence "
        + Words.number(always) + (brier < always ? "." : ": the probability carries nothing.")
        + " Answering only the surer half of the rows leaves "
        + Words.percent(latent.figure("risk_at_half")) + " of them wrong, answering all "
        + Words.percent(latent.figure("risk_of_all")) + ".";
  }

  private String fooled() {
    Detections.WithoutSplit whole = found.withoutSplit();
    double more = whole.auroc() - latent.figure("auroc");
    return "Without the split the same analysis would have reported " + whole.latent().words() + " with AUROC "
        + Words.number(whole.auroc())
        + " (95 % interval " + Words.number(whole.interval().low()) + " to " + Words.number(whole.interval().high()) + ", Cohen's d "
        + Words.number(whole.d()) + "), chosen and measured on all rows"
        + (more > 0 ? ": it would have fooled itself by " + Words.number(more) + "." : ".");
  }

  List<String> howSure() {
    return List.of("The latent that reports was chosen elsewhere, so its figures stand for one hypothesis and need no correction. Intervals are "
        + "percentiles of 1,000 resamples that draw whole tasks (" + Words.count((long) latent.figure("tasks"))
        + " of them) with replacement; what is held against the latent is compared on the same resamples."
        + (several() ? " A probe or a direction on the raw activations chose its layer too, on the rows that choose; the table names it."
            : ""));
  }
}
