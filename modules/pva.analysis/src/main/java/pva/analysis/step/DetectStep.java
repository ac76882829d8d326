package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.BaselineSpec;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.TableFiles;
import pva.stats.Column;
import pva.stats.Evaluation;
import pva.stats.Interval;
import pva.stats.LatentScores;
import pva.stats.Resampling;
import pva.stats.Scoring;
import pva.stats.Subgroups;
import pva.viz.LatentName;

/** Chooses detectors on some rows and measures them once on others: the best latent, and what it is held against. */
public final class DetectStep {
  public static final int VERSION = 4;
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

  private DetectStep(Study study, pva.stats.Inputs inputs, AnalysisSpec spec, boolean[] kept, Optional<List<String>> kinds,
      Progress progress) {
    this.study = study;
    this.spec = spec;
    this.kept = kept;
    this.kinds = kinds;
    this.progress = progress;
    this.inputs = inputs;
  }

  /** What detectors look at. */
  private static pva.stats.Inputs seen(Study study, Extracted.Opened activations, AnalysisSpec spec) {
    pva.stats.Inputs seen = pva.stats.Inputs.of(study.rows().length);
    for (int layer : study.index().layers()) {
      seen = seen.withLatents(layer, study.latents(layer)).withResiduals(layer, study.of(activations.of(layer)));
    }
    seen = seen
        .withNumber(Detectors.LENGTH_WORDS, Arrays.stream(study.tokens().written()).asDoubleStream().toArray())
        .withNumber(Detectors.PROMPT_WORDS, Arrays.stream(study.tokens().promptTokens()).asDoubleStream().toArray());
    return spec.statistics().baseline(BaselineSpec.Kind.TEST_COUNT).isPresent()
        ? seen.withNumber(Detectors.TESTS_WORDS, tests(study)) : seen;
  }

  private static double[] tests(Study study) {
    return study.data().rows().stream().mapToDouble(r -> r.totalTests().orElseThrow(() -> PvaException.failed("PVA-RUN-073",
        "the solution of task " + r.taskId() + " has no `total_tests`").at(study.data().path()).word("compare")
        .help("take testCount() out, or a dataset that has the column"))).toArray();
  }

  /** @param layers what was extracted, one row a row of the dataset */
  public static void write(Study study, List<Extracted> layers, Optional<Transfer.Second> second, AnalysisSpec spec,
      boolean[] kept, Path folder, Progress progress) {
    Optional<List<String>> kinds = Kinds.of(spec).map(k -> k.of(study.data()));
    Detections found;
    try (Extracted.Opened activations = Extracted.open(layers);
        Extracted.Opened others = Extracted.open(second.map(Transfer.Second::layers).orElse(List.of()))) {
      pva.stats.Inputs inputs = seen(study, activations, spec);
      found = new DetectStep(study, kinds.isPresent() ? inputs.withCategory(Detectors.KIND_WORDS, kinds.get()) : inputs, spec, kept, kinds,
          progress).run(second.map(Transfer.Second::study), others);
    }
    Json.write(folder.resolve(FILE), found.values());
    TableFiles.writeParquet(found.table(spec.statistics().figures()), folder.resolve(TABLE));
    TableFiles.writeCsv(found.table(spec.statistics().figures()), folder.resolve(CSV));
  }

  private Detections run(Optional<Study> second, Extracted.Opened activations) {
    List<Detectors> detectors = Detectors.of(spec.statistics(), spec.rank().by(), study, kept);
    List<Detectors> others = detectors.stream().filter(d -> !d.id().equals(Detectors.KIND)).toList();
    Parts parts = Parts.of(spec.statistics().split().orElseThrow(), study.data(), study.data().taskIds());
    try (Progress.Task task = progress.start("measure detectors", detectors.size() + (kinds.isPresent() ? others.size() : 0)
        + (second.isPresent() ? others.size() : 0), "detectors")) {
      List<Evaluation> evaluations = evaluate(detectors, parts, task);
      List<DetectorResult> unseen = kinds.map(k -> results(others,
          evaluate(others, Parts.of(spec.statistics().split().get(), study.data(), k), task))).orElse(List.of());
      return new Detections(parts.folds(), results(detectors, evaluations), unseen, errors(evaluations.get(0)),
          difficulty(evaluations.get(0)), second.map(s -> transfer(parts, others, s, activations, task)), withoutSplit());
    }
  }

  private Detections.Transferred transfer(Parts parts, List<Detectors> detectors, Study second, Extracted.Opened activations,
      Progress.Task task) {
    Study others = second.only(Transfer.unshared(study.data(), second.data()));
    List<DetectorResult> results = new Transfer(study, parts, inputs, others, seen(others, activations, spec), threads)
        .results(detectors, task);
    return new Detections.Transferred(second.rows().length - others.rows().length, results);
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
    return IntStream.range(0, detectors.size()).mapToObj(i -> Measured.result(detectors.get(i), evaluations.get(i),
        evaluations.get(0), threads)).toList();
  }

  /** All correct rows against the incorrect ones of each type of error. */
  private List<Detections.Part> errors(Evaluation latent) {
    List<String> types = study.data().rows().stream().map(r -> r.correct() ? null : r.errorType().orElse(null)).toList();
    return Subgroups.ofErrors(latent, types, threads).parts().stream().map(p -> new Detections.Part(p.name(), p.rows() - p.positives(),
        p.auroc().value(), p.auroc().interval().low(), p.auroc().interval().high())).toList();
  }

  /** Rows of one level of difficulty by themselves. */
  private Detections.Levels difficulty(Evaluation latent) {
    Difficulty difficulty = Difficulty.of(study);
    return new Detections.Levels(difficulty.by(), Subgroups.of(latent, difficulty.of(), threads).parts().stream()
        .map(p -> new Detections.Part(p.name(), p.rows(), p.auroc().value(), p.auroc().interval().low(), p.auroc().interval().high()))
        .toList());
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
        : new Detections.WithoutSplit(name, scores.value(Column.COHENS_D, best), 1 - auroc,
            new Interval(1 - interval.high(), 1 - interval.low()));
  }
}
