package pva.analysis.steer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pva.analysis.input.Fetching;
import pva.analysis.input.InputSearch;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.run.Plan;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.Pairing;
import pva.analysis.spec.SteerSpec;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Hub;
import pva.model.Checkpoint;
import pva.sae.Dictionary;

/**
 * What a steering study names, as far as it is on this machine: opened and checked, but no weight is read.
 *
 * @param found model and dictionary, found as for an analysis
 * @param problemsFile where the tasks come from
 * @param tasks those that are asked for, in the order of the file; empty while it is missing
 * @param neutral general text; empty where none was asked for
 */
record SteerInputs(SteerSpec spec, Inputs found, Path problemsFile, List<SteerTask> tasks,
    Optional<Path> neutral) implements AutoCloseable {

  /** Looks for everything; the model is needed whole, because it generates. */
  static SteerInputs find(SteerSpec spec, Hub hub) {
    AnalysisSpec places = places(spec);
    List<Plan.Missing> missing = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    InputSearch search = new InputSearch(places, hub, missing, notes);
    Path problems = spec.base().resolve(spec.problems()).normalize();
    boolean problemsHere = file(problems, "problems", "the problems " + spec.problems(), missing);
    Optional<Path> neutral = spec.neutral().map(n -> spec.base().resolve(n.corpus()).normalize())
        .filter(n -> file(n, "neutral", "the neutral text " + spec.neutral().get().corpus(), missing));
    Optional<Checkpoint> checkpoint = search.checkpoint();
    int layer = checkpoint.map(c -> c.layer(spec.layer())).orElse(spec.layer());
    if (spec.attention() && checkpoint.isPresent() && layer == checkpoint.get().layers() - 1) {
      throw PvaException.usage("PVA-STEER-018", "no block lies behind layer " + layer + ", so no attention can change").word("attention")
          .help("steer at an earlier layer, or leave out: attention()");
    }
    List<SteerTask> tasks = problemsHere ? SteerTasks.read(spec, problems, checkpoint.map(Checkpoint::folder)) : List.of();
    Optional<Dictionary> dictionary = spec.sae().isPresent() ? search.dictionary(layer, checkpoint)
        : Optional.empty(); // last: it stays open
    return new SteerInputs(spec, new Inputs(places, List.of(new LayerSae(layer, dictionary, Pairing.MATCHED)), Optional.empty(),
        Optional.empty(), checkpoint, Optional.empty(), Optional.empty(),
        List.copyOf(missing), List.copyOf(notes)), problems, tasks, neutral);
  }

  /** As {@link #find}, after fetching what only a hub has. Fails as {@link Fetching#complete} does. */
  static SteerInputs complete(SteerSpec spec, Hub hub, Progress progress) {
    SteerInputs here = find(spec, hub);
    if (here.found().missing().isEmpty()) {
      return here;
    }
    here.close();
    Fetching.complete(places(spec), hub, progress, () -> find(spec, hub).found()).close();
    return find(spec, hub).complete();
  }

  /** Where model and dictionary are, in the words of an analysis; of the model all blocks are needed. */
  private static AnalysisSpec places(SteerSpec spec) {
    AnalysisSpec.Builder same = AnalysisSpec.of(spec.script(), spec.scriptText()).model(spec.model()).device(spec.device()).layer(-1);
    spec.sae().ifPresent(same::sae);
    spec.said().forEach(same::said);
    return same.build();
  }

  private static boolean file(Path path, String word, String what, List<Plan.Missing> missing) {
    boolean there = Files.isRegularFile(path);
    if (!there) {
      missing.add(new Plan.Missing(word, what, List.of(path.toString()), List.of("check the path; it starts from the script's folder")));
    }
    return there;
  }

  /** These inputs where all are there; otherwise PVA-RUN-020, which lists what is missing and how to get it. */
  SteerInputs complete() {
    found.complete();
    return this;
  }

  int layer() {
    return found.first().layer();
  }

  Checkpoint model() {
    return found.model();
  }

  /** Activations at or below it count as 0, as in an analysis that says nothing else. */
  double threshold() {
    return found.spec().threshold();
  }

  @Override
  public void close() {
    found.close();
  }
}
