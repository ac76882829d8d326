package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.BaselineSpec;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.TableFiles;
import pva.stats.Calibration;
import pva.stats.Calls;
import pva.stats.Column;
import pva.stats.Comparison;
import pva.stats.Curve;
import pva.stats.Detection;
import pva.stats.Detector;
import pva.stats.Estimate;
import pva.stats.Evaluation;
import pva.stats.Interval;
import pva.stats.LatentScores;
import pva.stats.Resampling;
import pva.stats.RiskCoverage;
import pva.stats.Scoring;
import pva.stats.Selection;
import pva.stats.Subgroups;
import pva.viz.LatentName;

/** Chooses detectors on some rows and measures them once on others: the best latent, and what it is held against. */
public final class DetectStep {
  public static final int VERSION = 2;
  public static final String TABLE = "detection.parquet";
  public static final String CSV = "detection.csv";
  static final String FILE = "detection.json";

  private final Study study;
  private final AnalysisSpec spec;
  private final boolean[] kept;
  private final Optional<List<String>> kinds;
  private final pva.stats.Inputs inputs;
  private final Progress progress;
  private final int threads = Runtime.getRuntime().availableProcessors();

  private DetectStep(Study study, Extracted.Opened activations, AnalysisSpec spec, boolean[] kept, Optional<Kinds> kinds, Progress progress) {
    this.study = study;
    this.spec = spec;
    this.kept = kept;
    this.kinds = kinds.map(k -> k.of(study.data()));
    this.progress = progress;
    pva.stats.Inputs seen = pva.stats.Inputs.of(study.rows().length);
    for (int layer : study.index().layers()) {
      seen = seen.withLatents(layer, study.latents(layer)).withResiduals(layer, study.of(activations.of(layer)));
    }
    seen = seen
        .withNumber(Detectors.LENGTH_WORDS, Arrays.stream(study.tokens().written()).asDoubleStream().toArray())
        .withNumber(Detectors.PROMPT_WORDS, Arrays.stream(study.tokens().promptTokens()).asDoubleStream().toArray());
    if (spec.statistics().baseline(BaselineSpec.Kind.TEST_COUNT).isPresent()) {
      seen = seen.withNumber(Detectors.TESTS_WORDS, tests(study));
    }
    this.inputs = this.kinds.isPresent() ? seen.withCategory(Detectors.KIND_WORDS, this.kinds.get()) : seen;
  }

  private static double[] tests(Study study) {
    return study.data().rows().stream().mapToDouble(r -> r.totalTests().orElseThrow(() -> PvaException.failed("PVA-RUN-073",
        "the solution of task " + r.taskId() + " has no `total_tests`").at(study.data().path()).word("compare")
        .help("take testCount() out, or a dataset that has the column"))).toArray();
  }

  /** @param layers what was extracted, one row a row of the dataset */
  public static void write(Study study, List<Extracted> layers, AnalysisSpec spec, boolean[] kept, Path folder, Progress progress) {
    Detections found;
    try (Extracted.Opened activations = Extracted.open(layers)) {
      found = new DetectStep(study, activations, spec, kept, Kinds.of(spec), progress).run();
    }
    Json.write(folder.resolve(FILE), found.values());
    TableFiles.writeParquet(found.table(spec.statistics().figures()), folder.resolve(TABLE));
    TableFiles.writeCsv(found.table(spec.statistics().figures()), folder.resolve(CSV));
  }

  private Detections run() {
    List<Detectors> detectors = Detectors.of(spec.statistics(), spec.rank().by(), study, kept);
    Parts parts = Parts.of(spec.statistics().split().orElseThrow(), study.data(), study.data().taskIds());
    List<DetectorResult> results = new ArrayList<>();
    List<DetectorResult> unseen = new ArrayList<>();
    List<Detections.Part> errors;
    try (Progress.Task task = progress.start("measure detectors", detectors.size() * (kinds.isPresent() ? 2 : 1), "detectors")) {
      List<Evaluation> evaluations = evaluate(detectors, parts, task);
      results.addAll(results(detectors, evaluations));
      errors = errors(evaluations.get(0));
      if (kinds.isPresent()) {
        List<Detectors> others = detectors.stream().filter(d -> !d.id().equals(Detectors.KIND)).toList();
        unseen.addAll(results(others, evaluate(others, Parts.of(spec.statistics().split().get(), study.data(), kinds.get()), task)));
      }
    }
    return new Detections(parts.folds(), results, unseen, errors, withoutSplit());
  }

  private List<Evaluation> evaluate(List<Detectors> detectors, Parts parts, Progress.Task task) {
    List<Evaluation> evaluations = new ArrayList<>();
    for (Detectors d : detectors) {
      evaluations.add(parts.evaluate(d.detector(), inputs, Resampling.standard(), threads));
      task.advance(1);
    }
    return evaluations;
  }

  private List<DetectorResult> results(List<Detectors> detectors, List<Evaluation> evaluations) {
    return IntStream.range(0, detectors.size()).mapToObj(i -> result(detectors.get(i), evaluations.get(i), evaluations.get(0))).toList();
  }

  /** All correct rows against the incorrect ones of each type of error. */
  private List<Detections.Part> errors(Evaluation latent) {
    List<String> types = study.data().rows().stream().map(r -> r.correct() ? null : r.errorType().orElse(null)).toList();
    return Subgroups.ofErrors(latent, types, threads).parts().stream().map(p -> new Detections.Part(p.name(), p.rows() - p.positives(),
        p.auroc().value(), p.auroc().interval().low(), p.auroc().interval().high())).toList();
  }

  private DetectorResult result(Detectors d, Evaluation e, Evaluation latent) {
    Map<String, Double> figures = new LinkedHashMap<>();
    Detection found = e.detection();
    figures.put("rows", (double) found.rows());
    figures.put("correct", (double) found.positives());
    figures.put("tasks", (double) found.tasks());
    estimate(figures, "auroc", found.auroc());
    estimate(figures, "average_precision", found.averagePrecision());
    figures.put("prevalence", found.prevalence());
    Calls atF1 = found.atF1();
    figures.put("f1_threshold", atF1.threshold());
    estimate(figures, "f1", atF1.f1());
    figures.put("all_positive_f1", found.allPositiveF1());
    estimate(figures, "mcc", found.atBalanced().mcc());
    estimate(figures, "balanced_accuracy", found.atBalanced().balancedAccuracy());
    Calibration calibration = e.calibration();
    figures.put("brier", calibration.brier());
    figures.put("brier_of_prevalence", calibration.brierOfPrevalence());
    figures.put("ece", calibration.ece());
    RiskCoverage risk = e.riskCoverage();
    figures.put("risk_area", risk.area());
    figures.put("risk_at_half", risk.riskAt(0.5));
    figures.put("risk_of_all", risk.riskOfAll());
    figures.put("select_auroc", e.selections().stream().mapToDouble(Selection::selectAuroc).average().orElse(Double.NaN));
    figures.put("candidates", (double) e.selections().get(0).candidates());
    if (e != latent) {
      Comparison less = Comparison.of(latent, e, threads);
      estimate(figures, "latent_less_this", less.difference());
      figures.put("latent_less_this_p", less.p());
    }
    Map<String, List<double[]>> lines = new LinkedHashMap<>();
    lines.put("roc", curve(e.roc()));
    lines.put("precision_recall", curve(e.precisionRecall()));
    lines.put("risk_coverage", thinned(risk));
    return new DetectorResult(d.id(), e.name(), e.selections().stream().map(s -> s.rule().describe()).toList(), figures, lines,
        calibration.bins().stream().map(b -> new double[] {b.predicted(), b.observed().value(), b.observed().interval().low(),
            b.observed().interval().high(), b.rows()}).toList());
  }

  private static void estimate(Map<String, Double> figures, String name, Estimate e) {
    figures.put(name, e.value());
    figures.put(name + "_low", e.interval().low());
    figures.put(name + "_high", e.interval().high());
  }

  private static List<double[]> curve(Curve c) {
    return List.of(c.x(), c.y(), c.low(), c.high());
  }

  /** At most some two hundred points, as a drawing shows no more; the share among fewer than ten rows says nothing. */
  private static List<double[]> thinned(RiskCoverage risk) {
    int n = risk.coverage().length;
    int[] at = IntStream.range(Math.min(9, n - 1), n).filter(i -> n <= 200 || i % (n / 200 + 1) == 0 || i == n - 1).toArray();
    return List.of(Arrays.stream(at).mapToDouble(i -> risk.coverage()[i]).toArray(), Arrays.stream(at).mapToDouble(i -> risk.risk()[i]).toArray(),
        new double[0], new double[0]);
  }

  /** What the same analysis reports where every row chooses and reports: the best latent of all rows, on all rows. */
  private Detections.WithoutSplit withoutSplit() {
    boolean[] labels = study.data().labels();
    LatentScores scores = Scoring.score(study.latents(), labels, study.data().taskIds(), Set.of(Column.SEPARATION, Column.COHENS_D,
        Column.FREQ_DIFF, Column.WELCH_T, Column.WELCH_P, Column.AUROC, Column.AUROC_LOW, Column.AUROC_HIGH), kept, threads);
    int best = spec.rank().by().order(scores, kept)[0];
    double auroc = scores.value(Column.AUROC, best);
    Interval interval = new Interval(scores.value(Column.AUROC_LOW, best), scores.value(Column.AUROC_HIGH, best));
    LatentName name = study.index().name(best);
    return auroc >= 0.5 ? new Detections.WithoutSplit(name, scores.value(Column.COHENS_D, best), auroc, interval)
        : new Detections.WithoutSplit(name, scores.value(Column.COHENS_D, best), 1 - auroc, new Interval(1 - interval.high(), 1 - interval.low()));
  }
}
