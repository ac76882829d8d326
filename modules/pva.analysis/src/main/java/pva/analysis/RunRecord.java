package pva.analysis;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.data.Dataset;
import pva.model.Checkpoint;
import pva.model.Hook;
import pva.sae.DictionaryInfo;
import pva.sae.Fit;
import pva.stats.Power;
import pva.stats.ScoreSummary;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/** {@code run.json}, schema 1: what was asked, of which inputs, what came out, and the hashes of all of it. */
final class RunRecord {
  private final Map<String, Object> values = new LinkedHashMap<>();

  private RunRecord(ScriptSpec spec, Instant started) {
    values.put("schema", 1);
    values.put("status", "running");
    values.put("started", started.truncatedTo(ChronoUnit.SECONDS).toString());
    values.put("seconds", null);
    values.put("script", map("path", absolute(spec.script()), "sha256",
        Sha256.of(spec.scriptText().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    Map<String, Object> params = new LinkedHashMap<>();
    spec.params().forEach((name, value) -> params.put(name, value instanceof Number || value instanceof Boolean ? value
        : String.valueOf(value)));
    values.put("params", params);
  }

  RunRecord(Inputs inputs, Keys keys, Instant started) {
    this(inputs.spec(), started);
    AnalysisSpec spec = inputs.spec();
    values.put("dataset", dataset(inputs.data()));
    values.put("model", model(spec.model(), spec.device(), inputs.model(), keys.modelSha256()));
    values.put("sae", sae(inputs.sae().info(), inputs.hook(), spec.sae().pairing(), keys.saeSha256()));
    for (String later : List.of("fit", "score", "filter")) {
      values.put(later, null);
    }
    running(spec.device());
  }

  private void running(DeviceChoice device) {
    values.put("steps", List.of());
    values.put("environment", Environment.values(DeviceKind.of(device)));
    values.put("outputs", Map.of());
  }

  /** The record of a steering study: problems in place of a dataset. */
  static RunRecord steering(SteerInputs inputs, SteerKeys keys, Instant started) {
    SteerSpec spec = inputs.spec();
    RunRecord record = new RunRecord(spec, started);
    record.values.put("problems", map("path", absolute(inputs.problemsFile()), "sha256", Sha256.of(inputs.problemsFile()), "tasks",
        inputs.tasks().size(), "prompt", spec.prompt(), "maxNewTokens", spec.maxNewTokens()));
    record.values.put("model", model(spec.model(), spec.device(), inputs.model(), keys.modelSha256()));
    record.values.put("sae", inputs.found().dictionary().isEmpty() ? null : sae(inputs.found().sae().info(),
        inputs.found().hook(), Pairing.MATCHED, keys.saeSha256().orElseThrow()));
    record.values.put("neutral", inputs.neutral().isEmpty() ? null : map("path", absolute(inputs.neutral().get()), "sha256",
        keys.neutralSha256().orElseThrow()));
    record.values.put("steering", null);
    record.running(spec.device());
    return record;
  }

  void steering(SteerSpec spec, SteerPipeline.Results results, SteerVerdict verdict, List<String> warnings) {
    SteerStudy study = results.study();
    Effect effect = study.effect();
    values.put("steering", map("layer", study.layer(), "tokens", spec.tokens().name().toLowerCase(Locale.ROOT), "direction",
        study.directions().studied().name(), "found", study.directions().how(), "unit", spec.dose().unit().name().toLowerCase(
            Locale.ROOT), "doses", spec.dose().amounts(), "chosenDose", study.amount(),
        "parts", map("select", results.split().select().size(), "tune", results.split().tune().size(), "heldOut", effect.tasks()),
        "controls", map("latents", spec.controls().latents(), "random", spec.controls().random()),
        "heldOut", map("right", effect.right(), "wrong", effect.wrong(), "gained", effect.sides().gained(), "lost", effect.sides().lost(),
            "passAt1Before", (double) effect.right() / effect.tasks(), "passAt1", effect.passAt1(), "change", effect.change(),
            "mcnemarP", effect.sides().p(), "correction", effect.correction(), "corruption", effect.corruption(), "preservation",
            1 - effect.corruption(), "betterThanControlsP", study.betterThanControls(), "worseThanControlsP", study.worseThanControls(),
            "resampledChange", study.resampledChange().isPresent() ? study.resampledChange().getAsDouble() : null,
            "kl", study.divergence(study.directions().studied().at(study.amount())).orElse(Double.NaN)),
        "helps", verdict.helps()));
    values.put("verdict", verdict.headline());
    values.put("paragraphs", verdict.paragraphs());
    values.put("warnings", warnings);
  }

  private static Map<String, Object> dataset(Dataset data) {
    return map("path", absolute(data.path()), "sha256", data.sha256(), "rows", data.rows().size(), "correct", data.correct(),
        "incorrect", data.incorrect(), "successRate", data.successRate());
  }

  private static Map<String, Object> model(ModelSpec spec, DeviceChoice device, Checkpoint model, String sha256) {
    return map("id", spec.id(), "path", absolute(model.folder()), "sha256", sha256, "architecture", model.architecture(),
        "layers", model.layers(), "blocks", model.through() + 1,
        "hidden", model.hidden(), "dtype", spec.compute() == DType.BF16 ? "bfloat16" : "float32",
        "device", DeviceKind.of(device));
  }

  private static Map<String, Object> sae(DictionaryInfo info, Hook hook, Pairing pairing, String sha256) {
    return map("format", info.format(), "architecture", info.architecture(), "dIn", info.dIn(), "dSae", info.dSae(),
        "layer", info.layer().isPresent() ? info.layer().getAsInt() : null, "hook", info.hook(), "reads", hook.toString(),
        "pairing", pairing.name().toLowerCase(Locale.ROOT), "path", absolute(info.path()),
        "files", info.files().stream().map(RunRecord::absolute).toList(), "sha256", sha256);
  }

  void fit(FitResult result, boolean forced) {
    Fit fit = result.fit();
    List<Object> neighbours = new ArrayList<>();
    fit.neighbours().forEach(n -> neighbours.add(map("layer", n.layer(), "fvu", n.at().fvu())));
    values.put("fit", map("tokens", fit.at().tokens(), "fvu", fit.at().fvu(), "l0", fit.at().l0(), "cosine", fit.at().cosine(),
        "declaredL0", fit.declaredL0().isPresent() ? fit.declaredL0().getAsDouble() : null, "neighbours", neighbours,
        "verdict", fit.verdict().message(), "fits", fit.verdict().fits(), "forced", forced && !fit.verdict().fits()));
  }

  void results(Inputs inputs, Keys keys, Results results, Findings findings) {
    AnalysisSpec spec = inputs.spec();
    values.put("score", map("name", Words.name(spec.rank().by()), "summary", summary(results.score().summary()),
        "unfiltered", summary(results.score().unfiltered())));
    spec.filter().ifPresent(f -> values.put("filter", map("name", f.name(), "threshold", f.share(),
        "tokens", results.rates().isPresent() ? results.rates().get().tokens() : 0, "filtered", results.score().onText(),
        "corpus", inputs.corpus().isEmpty() ? null : map("path", absolute(inputs.corpus().get()), "sha256",
            keys.corpusSha256().orElseThrow()))));
    values.put("statistics", statistics(spec, inputs.data().rows().size(), results));
    results.detections().ifPresent(d -> values.put("detection", detection(d)));
    results.stability().ifPresent(s -> values.put("stability", s.values()));
    values.put("verdict", findings.headline());
    values.put("paragraphs", findings.paragraphs());
    values.put("warnings", findings.warnings());
  }

  /** How the script asked to be sure, and which rows that leaves. */
  private static Map<String, Object> statistics(AnalysisSpec spec, int rows, Results results) {
    StatisticsSpec s = spec.statistics();
    Map<String, Object> values = map("rows", results.study().rows().length, "choosingRows", results.chooses().rows().length,
        "split", s.split().map(RunRecord::split).orElse(null),
        "tests", s.test().tests().stream().map(t -> t.name().toLowerCase(Locale.ROOT)).sorted().toList(),
        "permutations", s.test().permutations(),
        "correct", map("method", s.correction().method().name().toLowerCase(Locale.ROOT), "level", s.correction().level()));
    Power power = PowerWords.power(results);
    values.put("power", map("cohensD", power.cohensD(), "auroc", power.auroc()));
    spec.template().ifPresent(t -> values.put("template", map("always", results.score().always(),
        "never", results.score().never())));
    spec.highNorm().ifPresent(h -> values.put("highNorm", map("medians", h.medians(),
        "leftOut", rows - results.study().rows().length)));
    Kinds.of(spec).ifPresent(k -> values.put("taskKind", map("path", absolute(k.file()), "sha256", k.sha256())));
    return values;
  }

  private static Map<String, Object> split(SplitSpec s) {
    return s.folds().isPresent() ? map("by", "task", "folds", s.folds().getAsInt(), "tune", s.tune(), "seed", s.seed())
        : map("by", "task", "select", s.select(), "tune", s.tune(), "report", s.report(), "seed", s.seed());
  }

  private static Map<String, Object> detection(Detections found) {
    return map("folds", found.folds(), "detectors", found.detectors().stream().map(RunRecord::detector).toList(),
        "unseenKinds", found.unseen().stream().map(RunRecord::detector).toList(), "errors", found.errorValues(), "withoutSplit", found.withoutSplitValues());
  }

  private static Map<String, Object> detector(DetectorResult d) {
    Map<String, Object> values = map("id", d.id(), "name", d.name(), "rules", d.rules());
    values.putAll(d.figures());
    return values;
  }

  private static Map<String, Object> summary(ScoreSummary s) {
    return map("top_indices", s.topIndices(), "top_scores", s.topScores(), "total_dimensions", s.totalDimensions(),
        "mean_separation", s.mean(), "std_separation", s.std(), "max_separation", s.max());
  }

  void steps(List<RunResult.StepDone> steps) {
    List<Object> list = new ArrayList<>();
    steps.forEach(s -> list.add(map("name", s.name(), "key", s.key(), "cache", s.cache(), "seconds", s.seconds())));
    values.put("steps", list);
  }

  void failed(Throwable e, double seconds) {
    values.put("status", "failed");
    values.put("seconds", seconds);
    values.put("error", e instanceof PvaException p
        ? map("code", p.code(), "message", p.getMessage(), "file", p.file().map(RunRecord::absolute).orElse(null))
        : map("code", null, "message", String.valueOf(e), "file", null));
  }

  void done(Map<String, String> outputs, double seconds) {
    values.put("status", "done");
    values.put("seconds", seconds);
    values.put("outputs", outputs);
  }

  Map<String, Object> values() {
    return values;
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> environment() {
    return (Map<String, Object>) values.get("environment");
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
