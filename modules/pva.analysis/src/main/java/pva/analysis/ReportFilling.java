package pva.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pva.data.Dataset;
import pva.sae.DictionaryInfo;
import pva.stats.Column;
import pva.stats.ScoreSummary;
import pva.tensor.DType;
import pva.viz.Fact;
import pva.viz.ReportModel;

/** Turns a run's results into what the report says. */
final class ReportFilling {
  private final Inputs inputs;
  private final AnalysisSpec spec;
  private final Results results;
  private final ScoreResult score;

  ReportFilling(Inputs inputs, Results results) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.results = results;
    this.score = results.score();
  }

  ReportModel model(Findings findings, RunOptions options, List<RunResult.StepDone> steps, Map<String, Object> environment, Map<String,
      String> outputs) {
    DrawnFigures figures = DrawnFigures.read(results.drawFolder());
    return new ReportModel(spec.name(), new ReportModel.Verdict(findings.headline(), findings.paragraphs()), asked(options), data(),
        new ReportModel.Fit(FitWords.figure(results.fit().fit()), results.fit().fit().at().tokens(), !results.fit().fit().verdict().fits()),
        found(), findings.howSure(), findings.warnings(), figures.whole(), figures.comparisons(),
        new ReportModel.Run(steps.stream().map(s -> new ReportModel.Step(s.name(), s.cache(), s.seconds(), s.key())).toList(),
            environment.entrySet().stream().map(e -> new Fact(e.getKey(), words(e.getValue()))).toList(),
            outputs.entrySet().stream().map(e -> new ReportModel.Output(e.getKey(), e.getValue())).toList()));
  }

  private static String words(Object value) {
    return value instanceof Map<?, ?> map ? String.join(", ", map.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList())
        : String.valueOf(value);
  }

  private ReportModel.Asked asked(RunOptions options) {
    DictionaryInfo sae = inputs.sae().info();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("model", spec.model().id() + " (" + inputs.model().architecture() + ", " + inputs.model().layers()
        + " layers, width "
        + inputs.model().hidden() + "), computed in " + (spec.model().compute() == DType.BF16 ? "bfloat16" : "float32")));
    facts.add(new Fact("tensor", "residual stream after block " + inputs.layer() + ", at the "
        + (spec.position() == pva.model.Position.FINAL ? "final token" : "last prompt token") + " of each row"));
    facts.add(new Fact("dictionary", sae.format() + ", " + sae.architecture() + ", " + sae.dSae() + " latents" + (sae.hook().isEmpty() ? ""
        : ", made for " + sae.hook())));
    facts.add(new Fact("threshold", "activations at or below " + spec.threshold() + " count as 0"));
    spec.filter().ifPresent(f -> facts.add(new Fact("filter", "latents that fire on more than " + Words.percent(f.share())
        + " of the tokens of general text are dropped")));
    facts.add(new Fact("ranking", Words.axis(spec.rank().by()) + ", top " + spec.rank().top()));
    spec.params().forEach((name, value) -> facts.add(new Fact("parameter " + name, String.valueOf(value))));
    String script = spec.script().getFileName().toString();
    return new ReportModel.Asked(facts, script, spec.scriptText(), List.of("pva run " + script
        + String.join("", spec.params().entrySet().stream().map(e -> " -P " + e.getKey() + "=" + e.getValue()).toList()) + (options.force()
            ? " --force" : ""), "pva verify RUN"));
  }

  private ReportModel.Data data() {
    Dataset data = inputs.data();
    List<Fact> facts = List.of(new Fact("file", data.path().getFileName().toString()), new Fact("SHA-256", data.sha256()),
        new Fact("rows", String.valueOf(data.rows().size())), new Fact("columns", String.join(", ", data.columns())),
        new Fact("correct", String.valueOf(data.correct())), new Fact("incorrect", String.valueOf(data.incorrect())),
        new Fact("success rate", String.format(Locale.ROOT, "%.1f %%", 100 * data.successRate())),
        new Fact("tokens", results.tokens().total() + ", the longest row "
            + java.util.Arrays.stream(results.tokens().tokens()).max().orElse(0)));
    return new ReportModel.Data(facts, data.correct(), data.incorrect());
  }

  private ReportModel.Found found() {
    boolean rated = score.rated();
    Optional<ReportModel.Filter> filter = spec.filter().map(f -> new ReportModel.Filter(f.name(), f.share(),
        results.rates().isPresent() ? results.rates().get().tokens() : 0, score.dropped(), inputs.corpusAbsent()));
    return new ReportModel.Found(Words.axis(spec.rank().by()), scores(score.unfiltered()), rated ? Optional.of(scores(score.summary()))
        : Optional.empty(),
        filter, rows(score.topRows(spec.rank().top())), rated ? rows(score.rowsOf(score.rankedUnfiltered())) : List.of());
  }

  private static ReportModel.Scores scores(ScoreSummary s) {
    return new ReportModel.Scores(s.totalDimensions(), s.mean(), s.std(), s.max());
  }

  private List<ReportModel.LatentRow> rows(List<Integer> tableRows) {
    List<ReportModel.LatentRow> list = new ArrayList<>();
    for (int row : tableRows) {
      EffectInterval d = EffectInterval.of(score, row, inputs.data());
      list.add(new ReportModel.LatentRow(list.size() + 1, score.latent(row), score.value(Column.SEPARATION, row), d.d(), d.low(), d.high(),
          score.value(Column.FREQ_CORRECT, row), score.value(Column.FREQ_INCORRECT, row), score.value(Column.MEAN_CORRECT, row),
          score.value(Column.MEAN_INCORRECT, row), score.value(Column.AUROC, row), score.value(Column.WELCH_P, row),
              score.value(Column.Q_BH, row),
          score.value(Column.P_MAXT, row), score.value("pile_rate", row), score.kept(row)));
    }
    return list;
  }
}
