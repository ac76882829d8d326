package pva.analysis.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.analysis.generate.Solutions.Solution;
import pva.analysis.report.RunWords;
import pva.analysis.run.RunResult;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.text.Words;
import pva.tensor.DType;
import pva.viz.Fact;
import pva.viz.Figure;
import pva.viz.GenerationModel;
import pva.viz.ReportModel;

/** Turns the results of a generation into what its report says. */
final class GenerationReport {
  private static final int ERRORS = 3;
  private static final String RULE = "Of the correct solutions, and of those with each of the " + ERRORS
      + " most frequent errors, the one whose length is the median; of equals the first.";

  private final GenerationInputs inputs;
  private final GenerationSpec spec;
  private final Solutions solutions;
  private final Judged judged;
  private final GenerationVerdict verdict;
  private final List<Figure> figures;

  GenerationReport(GenerationInputs inputs, Solutions solutions, Judged judged, GenerationVerdict verdict, List<Figure> figures) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.solutions = solutions;
    this.judged = judged;
    this.verdict = verdict;
    this.figures = figures;
  }

  GenerationModel model(List<RunResult.StepDone> steps, Map<String, Object> environment, Map<String, String> outputs) {
    return new GenerationModel(spec.name(), "Which of the tasks does " + spec.model().id() + " solve?",
        new ReportModel.Verdict(verdict.headline(), verdict.paragraphs()), asked(), data(),
        solutions.passAtK().stream().map(p -> new GenerationModel.Solved(p.k(), p.value(), p.low(), p.high())).toList(), judged(),
        verdict.howSure(), verdict.warnings(), figures, RULE, examples(), RunWords.run(steps, environment, outputs));
  }

  private ReportModel.Asked asked() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("model", spec.model().id() + " (" + inputs.model().architecture() + ", " + inputs.model().layers()
        + " layers, width " + inputs.model().hidden() + "), in " + (inputs.compute() == DType.BF16 ? "bfloat16" : "float32")));
    facts.add(new Fact("prompt", spec.prompt().name().equals("own") ? "own: " + spec.prompt().body() : spec.prompt().name()));
    facts.add(new Fact("tokens", spec.sampling().temperature() == 0 ? "always the likeliest"
        : spec.samples() + " samples at temperature " + spec.sampling().temperature() + ", top-p " + spec.sampling().topP() + ", seed "
            + spec.sampling().seed()));
    facts.add(new Fact("a solution ends", "at the model's end token, " + (spec.prompt().chat() ? "where its code ends, "
        : spec.wholeFunction() ? "where its first function ends, " : "") + "or after " + spec.maxNewTokens() + " tokens"));
    return RunWords.asked(spec, facts, "pva run", "");
  }

  private List<Fact> data() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("problems", spec.problems() + ", " + Words.count(inputs.problems().size()) + " tasks"));
    int[] rows = inputs.rows();
    spec.only().ifPresent(only -> facts.add(new Fact("part", "the " + only.part().word() + " part of a split by task ("
        + only.split().select() + ", " + only.split().tune() + ", " + only.split().report() + ", seed " + only.split().seed()
        + "), dealt before anything was known of them")));
    facts.add(new Fact("asked", Words.count(rows.length) + " tasks, rows " + rows[0] + " to " + rows[rows.length - 1] + ", "
        + Words.count(solutions.all().size()) + " solutions"));
    facts.add(new Fact("generated", Words.count(solutions.all().stream().mapToLong(Solution::tokens).sum()) + " tokens"));
    return facts;
  }

  private List<Fact> judged() {
    return List.of(new Fact("isolation", judged.name() + ": " + judged.isolation().says()), new Fact("Python", judged.python()),
        new Fact("limit", verdict.seconds() + " s of processor time for loading a solution and all its tests"));
  }

  private List<GenerationModel.Example> examples() {
    List<GenerationModel.Example> examples = new ArrayList<>();
    example(Optional.empty()).ifPresent(examples::add);
    verdict.errors().stream().limit(ERRORS).forEach(e -> example(Optional.of(e.getKey())).ifPresent(examples::add));
    return examples;
  }

  private Optional<GenerationModel.Example> example(Optional<String> error) {
    List<Solution> like = solutions.all().stream().filter(s -> s.error().equals(error))
        .sorted(Comparator.comparingInt(Solution::tokens)).toList();
    return like.isEmpty() ? Optional.empty() : Optional.of(example(like.get((like.size() - 1) / 2), error));
  }

  private static GenerationModel.Example example(Solution s, Optional<String> error) {
    return new GenerationModel.Example(s.task(), error.orElse("correct"), s.prompt(),
        s.passed() + " of " + s.tests().size() + (s.tests().size() == 1 ? " test passes" : " tests pass")
            + error.map(e -> ", first error " + e).orElse("") + "; " + s.tokens() + " tokens", s.code(), s.tests());
  }
}
