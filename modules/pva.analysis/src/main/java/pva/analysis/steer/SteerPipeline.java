package pva.analysis.steer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import pva.analysis.record.StepLog;
import pva.analysis.spec.GateSpec;
import pva.analysis.spec.NeutralSpec;
import pva.analysis.spec.SplitSpec;
import pva.analysis.spec.SteerSpec;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Corpus;
import pva.stats.Rows;
import pva.stats.Split;
import pva.tensor.Matrix;
import tools.jackson.databind.JsonNode;

/**
 * The steps of a steering study in their order: unsteered, directions, gate, tune, held-out, openings, neutral, attention. Each reads the
 * files of those before it.
 */
final class SteerPipeline {
  static final int UNSTEERED_VERSION = 2;
  static final int STEERED_VERSION = 2;
  static final int NEUTRAL_VERSION = 1;
  static final String SOLUTIONS = "solutions.parquet";
  static final String NEUTRAL = "neutral.json";

  private final SteerInputs inputs;
  private final SteerSpec spec;
  private final SteerKeys keys;
  private final StepLog steps;
  private final Progress progress;

  SteerPipeline(SteerInputs inputs, SteerKeys keys, StepLog steps, Progress progress) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.keys = keys;
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * What the steps left behind.
   *
   * @param gate what decides whether there is steering; empty where it is always done
   * @param openings how often it was open
   * @param attention empty where it was not looked at
   */
  record Results(SteerStudy study, Split split, Map<Arm, List<Solved>> unsteered, Map<Arm, List<Solved>> tuned,
      Map<Arm, List<Solved>> held, Optional<OpenGate> gate, Optional<GateOpenings> openings, Optional<AttentionStudy> attention) {

    /** Every solution of the study; an arm has the tune tasks before the held-out ones. */
    Map<Arm, List<Solved>> all() {
      Map<Arm, List<Solved>> all = new LinkedHashMap<>(unsteered);
      tuned.forEach((arm, solved) -> all.put(arm, new ArrayList<>(solved)));
      held.forEach((arm, solved) -> {
        if (!arm.equals(Arm.UNSTEERED)) {
          all.computeIfAbsent(arm, a -> new ArrayList<>()).addAll(solved);
        }
      });
      return all;
    }
  }

  Results run() {
    try (SteerBench bench = new SteerBench(inputs, progress)) {
      Map<Arm, List<Solved>> unsteered = arms(bench, "unsteered", keys.unsteered(), inputs.tasks(), 1,
          runs -> runs.run(Arm.UNSTEERED, List.of()));
      List<Solved> before = unsteered.get(Arm.UNSTEERED);
      Split split = split(before);
      Directions directions = Directions.read(steps.run("directions", keys.directions(), (folder, partial) ->
          new DirectionStep(inputs, bench.encoder()).find(inputs.tasks(), split, bench.model().blocks(), bench.tokenizer(), progress)
              .write(folder)).folder());
      Optional<OpenGate> gate = keys.gate().map(key -> OpenGate.read(steps.run("gate", key,
          (folder, partial) -> gate(bench, split).write(folder)).folder()));
      SteerChanges changes = new SteerChanges(spec, inputs.layer(), directions.maximum(), gate);
      List<Double> amounts = spec.dose().amounts();
      Map<Arm, List<Solved>> tuned = arms(bench, "tune", keys.tune(), tasks(split.tune()), amounts.size() * directions.all().size(),
          runs -> {
        for (double amount : amounts) {
          directions.all().forEach(d -> runs.run(d.at(amount), changes.along(d, amount)));
        }
      });
      List<DoseEffect> doses = SteerStudy.doses(directions, amounts, before, tuned);
      double amount = doses.get(DoseEffect.best(doses)).amount();
      progress.note("the tune tasks chose the dose " + spec.dose().label(amount));
      Map<Arm, List<Solved>> held = arms(bench, "held-out", keys.held(), tasks(split.report()),
          1 + directions.all().size() + spec.resample().samples(), runs -> {
            runs.run(Arm.UNSTEERED, List.of());
            directions.all().forEach(d -> runs.run(d.at(amount), changes.along(d, amount)));
            runs.resample(spec.resample());
          });
      Map<Arm, Double> divergence = keys.neutral().isPresent() ? neutral(bench, keys.neutral().get(), directions, changes, amount)
          : Map.of();
      SteerStudy study = SteerStudy.of(inputs.layer(), directions, amounts, before, tuned, held, divergence);
      HeldOut looks = new HeldOut(inputs, bench, tasks(split.report()), study, steps, progress);
      return new Results(study, split, unsteered, tuned, held, gate, keys.openings().map(key -> looks.openings(key, gate.orElseThrow())),
          keys.attention().map(key -> looks.attention(key, d -> changes.along(d, amount))));
    }
  }

  private Map<Arm, List<Solved>> arms(SteerBench bench, String name, String key, List<SteerTask> tasks, int arms, Consumer<ArmRuns> work) {
    Path file = steps.run(name, key, (folder, partial) -> {
      Files.createDirectories(partial);
      try (Progress.Task task = progress.start(name, (long) arms * tasks.size(), "solutions")) {
        ArmRuns runs = new ArmRuns(bench.solver(), tasks, partial, task);
        work.accept(runs);
        ArmTable.write(runs.done(), folder.resolve(SOLUTIONS));
      }
    }).file(SOLUTIONS);
    return ArmTable.read(file);
  }

  /** Fails with PVA-STEER-025 where the model solves all tasks or none, and with PVA-STAT-006 where a part has no task of one kind. */
  private Split split(List<Solved> before) {
    boolean[] correct = new boolean[before.size()];
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < correct.length; i++) {
      correct[i] = before.get(i).correct();
      ids.add(before.get(i).task());
    }
    long right = before.stream().filter(Solved::correct).count();
    if (right == 0 || right == before.size()) {
      throw PvaException.failed("PVA-STEER-025", "without steering the model solves " + (right == 0 ? "none" : "all") + " of the "
          + before.size() + " tasks, so there is nothing to " + (right == 0 ? "break" : "correct")).word("problems")
          .help("take problems of which it solves some");
    }
    SplitSpec parts = spec.split();
    return Split.byTask(correct, ids, parts.select(), parts.tune(), parts.report(), parts.seed());
  }

  private List<SteerTask> tasks(Rows rows) {
    List<SteerTask> tasks = new ArrayList<>();
    for (int row : rows.rows()) {
      tasks.add(inputs.tasks().get(row));
    }
    return tasks;
  }

  private OpenGate gate(SteerBench bench, Split split) {
    GateSpec gate = spec.gate().orElseThrow();
    if (gate.kind() == GateSpec.Kind.LATENT) {
      return GateStep.latent(gate, inputs.found().first().sae(), inputs.threshold());
    }
    List<int[]> prompts = inputs.tasks().stream().map(t -> bench.tokenizer().encode(t.prompt())).toList();
    Matrix select = PromptProbe.last(prompts, split.select().rows(), inputs.layer(), bench.model().blocks(), bench.tokenizer(), progress);
    Matrix tune = PromptProbe.last(prompts, split.tune().rows(), inputs.layer(), bench.model().blocks(), bench.tokenizer(), progress);
    return GateStep.probe(gate, PromptProbe.fit(select, tune, split, inputs.layer(), prompts.size()));
  }

  private Map<Arm, Double> neutral(SteerBench bench, String key, Directions directions, SteerChanges changes, double amount) {
    Map<Arm, Direction> arms = new LinkedHashMap<>();
    spec.dose().amounts().forEach(a -> arms.put(directions.studied().at(a), directions.studied()));
    directions.controls().forEach(d -> arms.put(d.at(amount), d));
    Path file = steps.run("neutral", key, (folder, partial) -> neutral(bench, arms, changes.onNeutralText(), folder.resolve(NEUTRAL)))
        .file(NEUTRAL);
    Map<Arm, Double> divergence = new LinkedHashMap<>();
    JsonNode values = Json.read(file).path("kl");
    int i = 0;
    for (Arm arm : arms.keySet()) {
      divergence.put(arm, values.path(i++).asDouble(Double.NaN));
    }
    return divergence;
  }

  private void neutral(SteerBench bench, Map<Arm, Direction> arms, SteerChanges changes, Path file) throws IOException {
    NeutralSpec neutral = spec.neutral().orElseThrow();
    Corpus corpus = Corpus.open(inputs.neutral().orElseThrow(), neutral.documents());
    NeutralText text = new NeutralText(bench.model(), bench.tokenizer(), corpus.documents(), neutral.context(), spec.tokens());
    List<Double> values = new ArrayList<>();
    try (Progress.Task task = progress.start("neutral text", arms.size(), "arms")) {
      arms.forEach((arm, along) -> {
        values.add(text.divergence(changes.along(along, arm.amount())));
        task.advance(1);
      });
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("arms", arms.keySet().stream().map(a -> a.name() + " at " + a.amount()).toList());
    result.put("kl", values);
    Json.write(file, result);
  }
}
