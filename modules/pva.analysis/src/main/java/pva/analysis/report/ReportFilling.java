package pva.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.run.RunOptions;
import pva.analysis.run.RunResult;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.DetectSpec;
import pva.analysis.spec.SplitSpec;
import pva.analysis.step.Detections;
import pva.analysis.step.DetectorResult;
import pva.analysis.step.Results;
import pva.analysis.step.ScoreResult;
import pva.analysis.text.Words;
import pva.data.Dataset;
import pva.model.Hook;
import pva.sae.DictionaryInfo;
import pva.sae.Fit;
import pva.stats.Column;
import pva.stats.ScoreSummary;
import pva.tensor.DType;
import pva.viz.Fact;
import pva.viz.ReportModel;

/** Turns a run's results into what the report says. */
public final class ReportFilling {
  private final Inputs inputs;
  private final AnalysisSpec spec;
  private final Results results;
  private final ScoreResult score;

  public ReportFilling(Inputs inputs, Results results) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.results = results;
    this.score = results.score();
  }

  public ReportModel model(Findings findings, RunOptions options, List<RunResult.StepDone> steps,
      Map<String, Object> environment, Map<String, String> outputs) {
    DrawnFigures figures = DrawnFigures.read(results.drawFolder());
    return new ReportModel(spec.name(), question(), new ReportModel.Verdict(findings.headline(), findings.paragraphs()),
        asked(options), data(),
        fit(), layers(), found(), results.detections().map(this::detection), findings.howSure(), findings.warnings(), figures.whole(),
        figures.comparisons(),
        RunWords.run(steps, environment, outputs));
  }

  private String question() {
    String dictionaries = inputs.several() ? "Which latents of " + inputs.layers().size() + " sparse autoencoders ("
        : "Which latents of a sparse autoencoder (";
    return dictionaries + Words.count(score.latents()) + " latents, on the " + Words.tensors(hooks()) + " of " + spec.model().id()
        + ") tell its " + Words.count(inputs.data().correct()) + " correct from its " + Words.count(inputs.data().incorrect())
        + " incorrect solutions, is that real, and can it be used?";
  }

  private List<Hook> hooks() {
    return inputs.layers().stream().map(LayerSae::hook).toList();
  }

  private ReportModel.Fit fit() {
    Fit fit = results.fit().fit();
    return new ReportModel.Fit(FitWords.figure(fit), fit.at().tokens(), !fit.verdict().fits() && !inputs.published());
  }

  private List<ReportModel.LayerRow> layers() {
    if (!inputs.several()) {
      return List.of();
    }
    List<ReportModel.LayerRow> rows = new ArrayList<>();
    for (BestOfLayer best : BestOfLayer.of(score)) {
      Fit fit = results.fits().get(rows.size()).fit();
      EffectInterval d = best.effect(score);
      rows.add(new ReportModel.LayerRow(best.layer(), best.layer() == score.bestLayer(), dictionary(inputs.at(best.layer()).sae().info()),
          fit.verdict().fits(), fit.at().fvu(), fit.at().l0(), fit.declaredL0().orElse(Double.NaN),
          score.index().to(best.layer()) - score.index().from(best.layer()), best.kept(), best.name(score), d.d(), d.low(), d.high(),
          best.value(score, Column.AUROC), best.value(score, Column.P_MAXT)));
    }
    return rows;
  }

  private static String dictionary(DictionaryInfo sae) {
    return sae.format() + ", " + sae.architecture() + (sae.hook().isEmpty() ? "" : ", made for " + sae.hook());
  }

  private ReportModel.Asked asked(RunOptions options) {
    DictionaryInfo sae = inputs.first().sae().info();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("model", spec.model().id() + " (" + inputs.model().architecture() + ", " + inputs.model().layers()
        + " layers, width "
        + inputs.model().hidden() + "), computed in " + (spec.model().compute() == DType.BF16 ? "bfloat16" : "float32")));
    facts.add(new Fact("tensor", Words.tensors(hooks()) + ", at the "
        + (spec.position() == pva.model.Position.FINAL ? "final token" : "last prompt token") + " of each row"));
    facts.add(new Fact("dictionary", inputs.several() ? "one a layer, " + Words.count(score.latents()) + " latents together"
        : sae.format() + ", " + sae.architecture() + ", " + sae.dSae() + " latents"
            + (sae.hook().isEmpty() ? "" : ", made for " + sae.hook())));
    facts.add(new Fact("threshold", "activations at or below " + spec.threshold() + " count as 0"));
    spec.filter().ifPresent(f -> facts.add(new Fact("filter", "latents that fire on more than " + Words.share(f.share())
        + " of the tokens of general text are dropped")));
    spec.template().ifPresent(t -> facts.add(new Fact("template filter", "latents that fire on no row, or on every row, are dropped: "
        + Words.count(results.score().never()) + " and " + Words.count(results.score().always()))));
    spec.highNorm().ifPresent(h -> facts.add(new Fact("guard", "rows whose activation is more than " + Words.number(h.medians())
        + " times as long as the median one are left out")));
    facts.add(new Fact("ranking", Words.axis(spec.rank().by()) + ", top " + spec.rank().top()));
    facts.add(new Fact("split", spec.statistics().split().map(this::split).orElse("none: every row chooses and reports")));
    return RunWords.asked(spec, facts, "pva run", options.force() ? " --force" : "");
  }

  private String split(SplitSpec s) {
    return s.folds().isPresent() ? s.folds().getAsInt() + " folds of whole tasks, "
            + (s.repeats() == 1 ? "" : "dealt " + s.repeats() + " times, ") + "seed " + s.seed()
            + ": what is measured on a fold was chosen on the others"
        : "whole tasks, seed " + s.seed() + ": " + Words.share(s.select()) + " of the rows choose, "
            + Words.share(s.tune()) + " tune, " + Words.share(s.report()) + " report";
  }

  private ReportModel.Data data() {
    Dataset data = inputs.data();
    List<Fact> facts = List.of(new Fact("file", data.path().getFileName().toString()), new Fact("SHA-256", data.sha256()),
        new Fact("rows", Words.count(data.rows().size())), new Fact("columns", String.join(", ", data.columns())),
        new Fact("correct", Words.count(data.correct())), new Fact("incorrect", Words.count(data.incorrect())),
        new Fact("success rate", String.format(Locale.ROOT, "%.1f %%", 100 * data.successRate())),
        new Fact("tokens", Words.count(results.study().tokens().total()) + ", the longest row "
            + Words.count(java.util.Arrays.stream(results.study().tokens().tokens()).max().orElse(0))));
    return new ReportModel.Data(facts);
  }

  private ReportModel.Found found() {
    boolean filtered = score.filtered();
    Dataset chooses = results.chooses().data();
    String which = Words.count(chooses.rows().size()) + " rows, " + Words.count(chooses.correct()) + " correct and "
        + Words.count(chooses.incorrect()) + " incorrect" + (results.detections().isEmpty() ? "" : results.detections().get().folds()
            ? "; a description of all rows, which the verdict does not rest on" : "; these rows choose, others report");
    Optional<ReportModel.Filter> filter = spec.filter().map(f -> new ReportModel.Filter(f.name(), f.share(),
        results.rates().isPresent() ? results.rates().get().tokens() : 0, score.onText(), inputs.corpusAbsent()));
    return new ReportModel.Found(Words.axis(spec.rank().by()), new ReportModel.Groups(chooses.correct(), chooses.incorrect()), which,
        scores(score.unfiltered()), filtered ? Optional.of(scores(score.summary()))
        : Optional.empty(),
        filter, rows(score.topRows(spec.rank().top())), filtered ? rows(score.rowsOf(score.rankedUnfiltered())) : List.of());
  }

  private ReportModel.Detection detection(Detections found) {
    Set<DetectSpec.Figure> figures = spec.statistics().figures();
    DetectorResult latent = found.latent();
    return new ReportModel.Detection(Words.count((long) latent.figure("rows")) + " rows (" + Words.count((long) latent.figure("correct"))
        + " correct) of " + Words.count((long) latent.figure("tasks")) + " tasks" + (found.folds()
            ? "; each row is judged by what the rows of the other folds chose" : " that chose nothing"),
        latent.figure("prevalence"), latent.figure("all_positive_f1"), found.detectors().stream().map(d -> row(d, figures)).toList(),
        found.unseen().stream().map(d -> row(d, figures)).toList(), found.transfer().map(t -> second(t, figures)));
  }

  private ReportModel.SecondDataset second(Detections.Transferred t, Set<DetectSpec.Figure> figures) {
    DetectorResult latent = t.detectors().get(0);
    return new ReportModel.SecondDataset(inputs.second().orElseThrow().path().getFileName() + ", "
        + Words.count((long) latent.figure("rows"))
        + " rows (" + Words.count((long) latent.figure("correct")) + " correct) of " + Words.count((long) latent.figure("tasks")) + " tasks"
        + (t.leftOut() > 0 ? ", " + Words.count(t.leftOut()) + " more with prompts of the first left out" : ""),
        latent.figure("prevalence"), latent.figure("all_positive_f1"), t.detectors().stream().map(d -> row(d, figures)).toList());
  }

  private static ReportModel.DetectorRow row(DetectorResult d, Set<DetectSpec.Figure> asked) {
    return new ReportModel.DetectorRow(d.name(), d.chosen(), bounded(d, "auroc"), bounded(d, "latent_less_this"),
        asked.contains(DetectSpec.Figure.AVERAGE_PRECISION) ? bounded(d, "average_precision")
            : new ReportModel.Bounded(Double.NaN, Double.NaN,
            Double.NaN), figure(d, "f1", asked, DetectSpec.Figure.F1), figure(d, "mcc", asked, DetectSpec.Figure.MCC),
        figure(d, "balanced_accuracy", asked, DetectSpec.Figure.BALANCED_ACCURACY),
        figure(d, "brier", asked, DetectSpec.Figure.CALIBRATION),
        figure(d, "ece", asked, DetectSpec.Figure.CALIBRATION), figure(d, "risk_at_half", asked, DetectSpec.Figure.RISK_COVERAGE),
        d.figure("select_auroc"));
  }

  private static double figure(DetectorResult d, String column, Set<DetectSpec.Figure> asked, DetectSpec.Figure figure) {
    return asked.contains(figure) ? d.figure(column) : Double.NaN;
  }

  private static ReportModel.Bounded bounded(DetectorResult d, String figure) {
    return new ReportModel.Bounded(d.figure(figure), d.figure(figure + "_low"), d.figure(figure + "_high"));
  }

  private static ReportModel.Scores scores(ScoreSummary s) {
    return new ReportModel.Scores(s.totalDimensions(), s.mean(), s.std(), s.max());
  }

  private List<ReportModel.LatentRow> rows(List<Integer> tableRows) {
    List<ReportModel.LatentRow> list = new ArrayList<>();
    for (int row : tableRows) {
      Optional<String> page = inputs.at(score.layer(row)).sae().info().neuronpedia().map(p -> p + "/" + score.latent(row));
      EffectInterval d = EffectInterval.of(score, row);
      list.add(new ReportModel.LatentRow(list.size() + 1, score.name(row), score.value(Column.SEPARATION, row), d.d(), d.low(), d.high(),
          score.value(Column.FREQ_CORRECT, row), score.value(Column.FREQ_INCORRECT, row), score.value(Column.MEAN_CORRECT, row),
          score.value(Column.MEAN_INCORRECT, row), score.value(Column.AUROC, row), score.value(Column.WELCH_P, row),
              score.value(Column.Q_BH_TASK, row),
          score.value(Column.P_MAXT, row), score.value("pile_rate", row), score.kept(row), page));
    }
    return list;
  }
}
