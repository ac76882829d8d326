package pva.analysis.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pva.analysis.run.Cache;
import pva.analysis.run.Plan;
import pva.analysis.run.PlannedStep;
import pva.analysis.spec.GenerationSpec;
import pva.code.Problems;
import pva.data.Hub;
import pva.data.Place;
import pva.model.Checkpoint;
import pva.model.ModelSource;

/** Works out what a generation would do; loads no model and computes nothing. */
final class GenerationPlanning {
  private final GenerationSpec spec;
  private final Cache cache;
  private final Optional<GenerationInputs> inputs;
  private final Optional<GenerationKeys> keys;

  private GenerationPlanning(GenerationSpec spec, Cache cache, Optional<GenerationInputs> inputs) {
    this.spec = spec;
    this.cache = cache;
    this.inputs = inputs;
    this.keys = inputs.map(i -> GenerationKeys.of(i, cache));
  }

  static Plan plan(GenerationSpec spec, Hub hub, Cache cache) {
    List<Plan.Missing> missing = new ArrayList<>();
    Optional<List<Path>> files = Problems.present(spec.problems(), spec.base(), hub);
    if (files.isEmpty()) {
      missing.add(new Plan.Missing("problems", "the problems " + spec.problems(), List.of(spec.base().resolve(spec.problems()).toString()),
          List.of(Problems.atHub(spec.problems()) ? "pva run fetches them from the hub"
              : "name a .jsonl or .parquet file, or a dataset of the hub, such as google-research-datasets/mbpp")));
    }
    Place place = GenerationInputs.place(spec, hub);
    Optional<Path> model = new ModelSource(place, 0).present(-1);
    if (model.isEmpty()) {
      missing.add(new Plan.Missing("model", "the model " + place.said(), place.looked(), List.of(place.atHub()
          ? "pva run fetches it from the hub" : "check the path; it starts from the script's folder")));
    }
    Optional<GenerationInputs> inputs = files.flatMap(f -> model.map(m -> GenerationInputs.of(spec, f, Checkpoint.open(m))));
    return new Plan(new GenerationPlanning(spec, cache, inputs).steps(), missing, List.of());
  }

  private List<PlannedStep> steps() {
    List<String> from = new ArrayList<>(List.of("problems " + spec.problems(), "model " + spec.model().id(),
        "prompt " + spec.prompt().name()));
    spec.only().ifPresent(only -> from.add("the " + only.part().word() + " part"));
    // if every solution were as long as it may be
    OptionalLong tokens = inputs.isEmpty() ? OptionalLong.empty()
        : OptionalLong.of((long) inputs.get().rows().length * spec.samples() * spec.maxNewTokens());
    return List.of(step("generate", keys.map(GenerationKeys::generate), from, tokens),
        step("draw", keys.map(GenerationKeys::draw), List.of("generate"), OptionalLong.empty()));
  }

  private PlannedStep step(String name, Optional<String> key, List<String> from, OptionalLong tokens) {
    return new PlannedStep(name, from, key.orElse(""), key.map(k -> cache.has(name, k) ? "hit" : "miss").orElse("unknown"), tokens,
        OptionalLong.empty());
  }
}
