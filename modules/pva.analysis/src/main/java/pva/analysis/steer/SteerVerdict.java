package pva.analysis.steer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import pva.analysis.spec.DirectionSpec;
import pva.analysis.spec.SteerSpec;
import pva.analysis.text.Words;
import pva.stats.Interval;
import pva.stats.McNemar;
import pva.stats.Reference;

/** What a steering study found, in plain words that sell nothing: against its controls, and against simply asking again. */
final class SteerVerdict {
  /** Above this p nothing is claimed. */
  static final double LEVEL = 0.05;
  /** Fewer changes of side cannot give an exact two-sided p of 0.05: 2 / 2⁵ is more. */
  private static final int FEWEST = 6;

  private final SteerSpec spec;
  private final SteerStudy study;
  private final Effect effect;
  private final List<String> seen;

  /** @param seen what else there is to say of the held-out tasks */
  SteerVerdict(SteerSpec spec, SteerStudy study, List<String> seen) {
    this.spec = spec;
    this.study = study;
    effect = study.effect();
    this.seen = List.copyOf(seen);
  }

  /** Whether the direction corrects more than it corrupts, beyond chance and beyond its controls. */
  boolean helps() {
    return effect.sides().net() > 0 && effect.sides().p() <= LEVEL && study.betterThanControls() <= LEVEL;
  }

  String headline() {
    McNemar sides = effect.sides();
    String what = what();
    String balance = sides.gained() + " of " + effect.wrong() + " wrong tasks corrected, " + sides.lost() + " of " + effect.right()
        + " right ones broken";
    if (effect.changed() == 0) {
      return "Nothing happened: " + what + " changes no solution of the held-out tasks.";
    }
    if (helps()) {
      OptionalDouble again = study.resampledChange();
      boolean beaten = again.isEmpty() || effect.change() > again.getAsDouble();
      return "It works: " + what + " corrects more than it breaks (" + balance + "), more than chance and more than its controls do"
          + (beaten ? "." : "; but asking the unsteered model again does as well.");
    }
    if (sides.net() < 0 && sides.p() <= LEVEL) {
      return "It harms: " + what + " breaks more than it corrects (" + balance + "), " + (study.worseThanControls() <= LEVEL
          ? "more than its controls do." : "as a push of that size in other directions does.");
    }
    if (sides.net() > 0 && sides.p() <= LEVEL) {
      return "Not the direction's doing: " + what + " corrects more than it breaks (" + balance + "), but so do its controls.";
    }
    return "No effect shown: " + what + " changes pass@1 by no more than chance and its controls explain (" + balance + ").";
  }

  private String what() {
    String name = study.directions().studied().name();
    return spec.dose().ablates() ? "taking out " + name : "steering along " + name + " at dose " + spec.dose().label(study.amount());
  }

  List<String> paragraphs() {
    List<String> lines = new ArrayList<>();
    lines.add(tasks());
    lines.add(controls());
    resampled().ifPresent(lines::add);
    lines.add(sideEffects());
    lines.addAll(seen);
    return lines;
  }

  /** Headline and paragraphs. */
  List<String> lines() {
    List<String> all = new ArrayList<>(List.of(headline()));
    all.addAll(paragraphs());
    return all;
  }

  private String tasks() {
    McNemar sides = effect.sides();
    int moved = sides.gained() + sides.lost();
    return "Of " + effect.tasks() + " held-out tasks " + effect.right() + " are right without steering. Corrected: " + sides.gained()
        + " of "
        + effect.wrong() + share(effect.correction(), effect.correctionBounds()) + ". Broken: " + sides.lost() + " of " + effect.right()
        + share(effect.corruption(), effect.corruptionBounds()) + ". Pass@1 goes from "
        + Words.number((double) effect.right() / effect.tasks())
        + " to " + Words.number(effect.passAt1()) + "; exact McNemar p " + Words.number(sides.p()) + (moved < FEWEST
        ? ", which cannot fall to 0.05 where only " + moved + (moved == 1 ? " task changes sides." : " tasks change sides.")
        : ".");
  }

  private static String share(double share, Interval bounds) {
    return Double.isNaN(share) ? "" : " (" + Words.percent(share) + ", 95 % interval " + Words.number(100 * bounds.low()) + " to "
        + Words.number(100 * bounds.high()) + " %)";
  }

  private String controls() {
    Reference changes = study.changes();
    Map<Direction, Effect> all = study.controls();
    long latents = all.keySet().stream().filter(d -> d.arm() == Arm.Kind.LATENT).count();
    long random = all.size() - latents;
    String who = (latents == 0 ? "" : latents + " latents that are as often and as strongly active")
        + (latents > 0 && random > 0 ? " and " : "") + (random == 0 ? "" : random + " random directions");
    boolean better = effect.sides().net() >= 0;
    int beyond = better ? changes.atLeast(effect.change()) : study.controls().size() - changes.atLeast(Math.nextUp(effect.change()));
    return "The controls are " + who + ", changed alike. " + beyond + " of these " + all.size() + " change pass@1 by "
        + signed(effect.change())
        + " or " + (better ? "better" : "worse") + " (empirical p " + Words.number(better ? study.betterThanControls()
        : study.worseThanControls()) + "); the middle nine tenths of them lie between " + signed(changes.quantile(0.05)) + " and "
        + signed(changes.quantile(0.95)) + ".";
  }

  private Optional<String> resampled() {
    List<Effect> samples = study.resampled();
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    double corrected = samples.stream().mapToDouble(Effect::correction).average().orElse(Double.NaN);
    double broken = samples.stream().mapToDouble(Effect::corruption).average().orElse(Double.NaN);
    double change = study.resampledChange().orElseThrow();
    return Optional.of("Asking the unsteered model again at temperature " + spec.resample().temperature() + " (" + samples.size()
        + " samples) corrects " + Words.percent(corrected) + " and breaks " + Words.percent(broken)
        + " on average, which changes pass@1 by "
        + signed(change) + ". " + (effect.change() <= 0 && change <= 0 ? "Neither gains anything." : effect.change() > change
            ? "Steering beats that." : "Steering does not beat that."));
  }

  private String sideEffects() {
    Arm arm = study.directions().studied().at(study.amount());
    OptionalDouble divergence = study.divergence(arm);
    double[] others = study.controls().keySet().stream().map(d -> study.divergence(d.at(study.amount()))).filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble).toArray();
    String kl = divergence.isEmpty() ? "" : " On neutral text the next token's distribution moves by "
        + Words.number(divergence.getAsDouble())
        + " nats (KL); by " + Words.number(new Reference(others).quantile(0.5)) + " under the median control.";
    return "Side effects: " + effect.changed() + " of " + effect.tasks() + " solutions become another text, on average " + Words.number(
        effect.similarity()) + " alike (1 = the same tokens); " + Words.percent(effect.syntax()) + " of the solutions parse, "
        + Words.percent(effect.degenerate()) + " repeat themselves." + kl;
  }

  private static String signed(double change) {
    return (change > 0 ? "+" : change < 0 ? "-" : "") + Words.number(Math.abs(change));
  }

  List<String> howSure() {
    return List.of("The dose was chosen on the tune tasks by tasks won less tasks lost, so that what it breaks counts as much as what it "
        + "corrects; the held-out tasks were looked at once, at that dose. Where the direction had to be found, the select tasks found it.",
        "Corrected and broken are shares of the tasks wrong and right without steering, with exact intervals of Clopper and Pearson. "
        + "The test before against after is McNemar's, exact and two-sided: it looks at the tasks that changed sides alone.",
        "The test against controls asks how many directions of which nothing is expected do as well when they get the same push: "
        + "(1 + controls at least as good) / (1 + controls). Latents are matched by how often and how strongly they fire on the select prompts.",
        "Similarity is 2 c / (m + n) for solutions of m and n tokens that have c tokens in common, in order. A solution repeats itself where "
        + "more than half of its runs of four tokens were there before.",
        "Generated once more without steering, in the company of the held-out tasks alone, " + study.again().changed() + " of "
        + effect.tasks() + " solutions come out otherwise and " + (study.again().sides().gained() + study.again().sides().lost())
        + " change sides: that much is rounding.");
  }

  List<String> warnings(int layers) {
    List<String> lines = new ArrayList<>();
    if (spec.direction().kind() == DirectionSpec.Kind.LATENT) {
      lines.add("Latent " + spec.direction().latent().getAsInt()
          + " was named in the script. If it was chosen on tasks that are held out here, "
          + "the figures are too good; `direction latent()` chooses one on the select tasks alone.");
    }
    if (spec.layer() == -1 || spec.layer() == layers - 1) {
      lines.add("Layer " + (layers - 1) + " is the last one: what is changed there reaches no other token, only the one it belongs to.");
    }
    if (effect.degenerate() > 0.1) {
      lines.add(Words.percent(effect.degenerate()) + " of the steered solutions repeat themselves: the dose breaks the model rather than "
          + "changes its mind.");
    }
    if (effect.right() == 0 || effect.wrong() == 0) {
      lines.add("All held-out tasks are " + (effect.right() == 0 ? "wrong" : "right")
          + " without steering, so one kind of change cannot be seen.");
    }
    return lines;
  }
}
