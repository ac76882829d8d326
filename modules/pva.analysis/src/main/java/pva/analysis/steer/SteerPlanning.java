package pva.analysis.steer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pva.analysis.run.Cache;
import pva.analysis.run.Plan;
import pva.analysis.run.PlannedStep;
import pva.analysis.spec.SplitSpec;
import pva.analysis.spec.SteerSpec;

/** Works out what a steering study would do; loads no model and computes nothing. */
final class SteerPlanning {
  private final SteerInputs inputs;
  private final SteerSpec spec;
  private final Cache cache;
  private final Optional<SteerKeys> keys;

  private SteerPlanning(SteerInputs inputs, Cache cache) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.cache = cache;
    this.keys = inputs.found().missing().isEmpty() ? Optional.of(SteerKeys.of(inputs, cache)) : Optional.empty();
  }

  static Plan plan(SteerInputs inputs, Cache cache) {
    return new Plan(new SteerPlanning(inputs, cache).steps(), inputs.found().missing(), inputs.found().notes());
  }

  private List<PlannedStep> steps() {
    String model = "model " + spec.model().id();
    String layer = "layer " + (inputs.layer() < 0 ? "the last" : String.valueOf(inputs.layer()));
    int directions = 1 + spec.controls().count();
    SplitSpec split = spec.split();
    List<PlannedStep> steps = new ArrayList<>();
    steps.add(step("unsteered", keys.map(SteerKeys::unsteered), List.of("problems " + spec.problems(), model), solutions(1, 1)));
    List<String> found = new ArrayList<>(List.of("unsteered", layer));
    spec.sae().ifPresent(s -> found.add("sae " + inputs.found().first().dictionary().map(d -> d.info().path().toString())
        .orElse(s.from().orElse("of the model"))));
    steps.add(step("directions", keys.map(SteerKeys::directions), found, OptionalLong.empty()));
    spec.gate().ifPresent(g -> steps.add(step("gate", keys.flatMap(SteerKeys::gate), List.of("unsteered", layer), OptionalLong.empty())));
    steps.add(step("tune", keys.map(SteerKeys::tune), List.of("unsteered", "directions", spec.dose().amounts().size() + " doses, "
        + directions
        + " directions"), solutions(spec.dose().amounts().size() * directions, split.tune())));
    steps.add(step("held-out", keys.map(SteerKeys::held), List.of("tune", directions + " directions, " + spec.resample().samples()
        + " samples"),
        solutions(1 + directions + spec.resample().samples(), split.report())));
    spec.gate().ifPresent(g -> steps.add(step("openings", keys.flatMap(SteerKeys::openings), List.of("gate", "held-out"),
        OptionalLong.empty())));
    spec.neutral().ifPresent(n -> steps.add(step("neutral", keys.flatMap(SteerKeys::neutral), List.of("tune", "neutral " + n.corpus()),
        OptionalLong.of((long) n.documents() * n.context() * (1 + spec.dose().amounts().size() + spec.controls().count())))));
    if (spec.attention()) {
      steps.add(step("attention", keys.flatMap(SteerKeys::attention), List.of("unsteered", "tune", (directions + 1) + " arms"),
          OptionalLong.empty()));
    }
    steps.add(step("draw", keys.map(SteerKeys::draw), List.of("tune", "held-out"), OptionalLong.empty()));
    return steps;
  }

  /** Tokens that would be generated if every solution were as long as it may be. */
  private OptionalLong solutions(int arms, double share) {
    return inputs.tasks().isEmpty() ? OptionalLong.empty()
        : OptionalLong.of(Math.round(arms * share * inputs.tasks().size() * (double) spec.maxNewTokens()));
  }

  private PlannedStep step(String name, Optional<String> key, List<String> from, OptionalLong tokens) {
    return new PlannedStep(name, from, key.orElse(""), key.map(k -> cache.has(name, k) ? "hit" : "miss").orElse("unknown"), tokens,
        OptionalLong.empty());
  }
}
