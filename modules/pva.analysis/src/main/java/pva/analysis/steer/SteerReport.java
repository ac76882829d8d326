package pva.analysis.steer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import pva.analysis.report.RunWords;
import pva.analysis.run.RunResult;
import pva.analysis.spec.SteerSpec;
import pva.analysis.text.Words;
import pva.stats.Reference;
import pva.viz.DoseFigure;
import pva.viz.Fact;
import pva.viz.Figure;
import pva.viz.ReportModel;
import pva.viz.SteeringModel;

/** Turns the results of a steering study into what its report says. */
final class SteerReport {
  private final SteerInputs inputs;
  private final SteerSpec spec;
  private final SteerPipeline.Results results;
  private final SteerStudy study;
  private final SteerVerdict verdict;
  private final List<String> warnings;
  private final List<Figure> figures;

  SteerReport(SteerInputs inputs, SteerPipeline.Results results, SteerVerdict verdict, List<String> warnings, List<Figure> figures) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.results = results;
    this.study = results.study();
    this.verdict = verdict;
    this.warnings = warnings;
    this.figures = figures;
  }

  SteeringModel model(List<RunResult.StepDone> steps, Map<String, Object> environment, Map<String, String> outputs) {
    String question = "Does " + (spec.dose().ablates() ? "taking " + study.directions().studied().name() + " out of" : "adding "
        + study.directions().studied().name() + " to") + " the residual stream after block " + study.layer() + " of " + spec.model().id()
        + " make its code right more often than other directions do?";
    return new SteeringModel(spec.name(), question, new ReportModel.Verdict(verdict.headline(), verdict.paragraphs()), asked(), data(),
        directions(), chosen(), held(), doses(), verdict.howSure(), warnings, errors(),
        results.attention().filter(a -> !a.readings().isEmpty()).map(AttentionReport::of),
        figures, SteerPairs.RULE, pairs(),
        RunWords.run(steps, environment, outputs));
  }

  private ReportModel.Asked asked() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("model", spec.model().id() + " (" + inputs.model().architecture() + ", " + inputs.model().layers()
        + " layers, width "
        + inputs.model().hidden() + ")"));
    facts.add(new Fact("tensor", "residual stream after block " + study.layer() + ", " + switch (spec.tokens()) {
      case ALL -> "every token";
      case PROMPT -> "the prompt's tokens";
      case NEW -> "the generated tokens";
    }));
    facts.add(new Fact("direction", study.directions().studied().name() + ": " + study.directions().how()));
    results.gate().ifPresent(g -> facts.add(new Fact("gate", "open at " + g.words())));
    facts.add(new Fact("doses", String.join(", ", spec.dose().amounts().stream().map(spec.dose()::label).toList()) + " ("
        + spec.dose().unit().words() + ")"));
    return RunWords.asked(spec, facts, "pva steer", "");
  }

  private List<Fact> data() {
    List<Solved> before = results.unsteered().get(Arm.UNSTEERED);
    long right = before.stream().filter(Solved::correct).count();
    return List.of(new Fact("problems", inputs.problemsFile().getFileName() + ", " + Words.count(before.size()) + " tasks, prompt `"
        + spec.prompt() + "`, at most " + spec.maxNewTokens() + " tokens"),
        new Fact("without steering", Words.count(right) + " right, pass@1 " + Words.number((double) right / before.size())),
        new Fact("parts", results.split().select().size() + " tasks find the direction, " + results.split().tune().size()
            + " choose the dose, " + study.effect().tasks() + " are held out; dealt with seed " + spec.split().seed()
            + ", equal shares of right ones"));
  }

  private List<Fact> directions() {
    Direction studied = study.directions().studied();
    List<Fact> facts = new ArrayList<>();
    if (studied.latent().isPresent()) {
      facts.add(new Fact("the latent", "fires on " + Words.percent(studied.frequency()) + " of the select prompts' tokens, mean activation "
          + Words.number(studied.activation())));
    }
    List<Direction> latents = study.directions().controls().stream().filter(d -> d.arm() == Arm.Kind.LATENT).toList();
    if (!latents.isEmpty()) {
      facts.add(new Fact("matched latents", latents.size() + ": they fire on " + range(latents, d -> 100 * d.frequency())
          + " % of these tokens, mean "
          + "activation " + range(latents, Direction::activation) + ", cosine with the direction " + range(latents, Direction::cosine)));
    }
    long random = study.directions().controls().size() - latents.size();
    if (random > 0) {
      facts.add(new Fact("random directions", random + ", seed " + spec.controls().seed()));
    }
    return facts;
  }

  private static String range(List<Direction> of, ToDoubleFunction<Direction> value) {
    double[] values = of.stream().mapToDouble(value).sorted().toArray();
    return Words.number(values[0]) + " to " + Words.number(values[values.length - 1]);
  }

  private String chosen() {
    return study.doses().size() == 1 ? "There was one dose, so nothing was chosen." : "Of " + study.doses().size()
        + " doses the tune tasks chose "
        + spec.dose().label(study.amount()) + " (" + spec.dose().unit().words()
        + "): it has the best balance of tasks corrected less tasks broken. Of equal "
        + "ones the smallest push is taken.";
  }

  private List<SteeringModel.Way> held() {
    List<SteeringModel.Way> ways = new ArrayList<>();
    Effect none = Effect.of(study.before(), study.before());
    ways.add(way("without steering", none, 0));
    ways.add(way(study.directions().studied().name() + " at " + spec.dose().label(study.amount()), study.effect(),
        study.divergence(study.directions().studied().at(study.amount())).orElse(Double.NaN)));
    for (Arm.Kind kind : List.of(Arm.Kind.LATENT, Arm.Kind.RANDOM)) {
      Map<Direction, Effect> some = new LinkedHashMap<>(study.controls());
      some.keySet().removeIf(d -> d.arm() != kind);
      if (!some.isEmpty()) {
        ways.add(mean((kind == Arm.Kind.LATENT ? "matched latents" : "random directions") + ", mean of " + some.size(),
            List.copyOf(some.values()), some.keySet().stream().mapToDouble(d -> study.divergence(d.at(study.amount())).orElse(Double.NaN))
                .average().orElse(Double.NaN)));
      }
    }
    if (!study.resampled().isEmpty()) {
      ways.add(mean("resampled at T " + spec.resample().temperature() + ", mean of " + study.resampled().size(), study.resampled(), 0));
    }
    return ways;
  }

  private List<SteeringModel.Way> doses() {
    return study.doses().stream().map(d -> way("dose " + spec.dose().label(d.amount()), d.direction(),
        study.divergence(study.directions().studied().at(d.amount())).orElse(Double.NaN))).toList();
  }

  private static SteeringModel.Way way(String name, Effect e, double kl) {
    return new SteeringModel.Way(name, e.passAt1(), e.sides().gained(), e.sides().lost(),
        SteerDrawing.share(e.correction(), e.correctionBounds()), SteerDrawing.share(e.corruption(), e.corruptionBounds()), e.change(),
        e.sides().p(), e.syntax(), e.degenerate(), e.similarity(), kl);
  }

  /** The mean of several arms has no interval of its own and no test. */
  private static SteeringModel.Way mean(String name, List<Effect> of, double kl) {
    return new SteeringModel.Way(name, mean(of, Effect::passAt1), mean(of, e -> e.sides().gained()), mean(of, e -> e.sides().lost()),
        new DoseFigure.Share(mean(of, Effect::correction), Double.NaN, Double.NaN),
        new DoseFigure.Share(mean(of, Effect::corruption), Double.NaN, Double.NaN), mean(of, Effect::change), Double.NaN,
        mean(of, Effect::syntax), mean(of, Effect::degenerate), mean(of, Effect::similarity), kl);
  }

  private static double mean(List<Effect> of, ToDoubleFunction<Effect> value) {
    return Arrays.stream(new Reference(of.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).toArray()).values()).average()
        .orElse(Double.NaN);
  }

  private List<SteeringModel.Errors> errors() {
    Map<String, int[]> counts = new TreeMap<>();
    for (int i = 0; i < study.before().size(); i++) {
      counts.computeIfAbsent(study.before().get(i).error(), k -> new int[2])[0]++;
      counts.computeIfAbsent(study.after().get(i).error(), k -> new int[2])[1]++;
    }
    return counts.entrySet().stream()
        .map(e -> new SteeringModel.Errors(e.getKey().equals(Solved.NONE) ? "none: all tests pass" : e.getKey(),
        e.getValue()[0], e.getValue()[1])).toList();
  }

  private List<SteeringModel.Pair> pairs() {
    Map<String, String> prompts = new LinkedHashMap<>();
    inputs.tasks().forEach(t -> prompts.put(t.id(), t.prompt()));
    return SteerPairs.of(study.before(), study.after()).stream().map(p -> {
      Solved before = study.before().get(p.at());
      return new SteeringModel.Pair(before.task(), p.why(), prompts.get(before.task()), side(before), side(study.after().get(p.at())));
    }).toList();
  }

  private static SteeringModel.Side side(Solved solved) {
    return new SteeringModel.Side((solved.correct() ? "right" : "wrong") + ", " + solved.passed() + " of " + solved.total() + " tests pass"
        + (solved.correct() ? "" : ", first error " + solved.error()), solved.code());
  }
}
