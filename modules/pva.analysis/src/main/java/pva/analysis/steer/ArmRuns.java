package pva.analysis.steer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import pva.analysis.spec.ResampleSpec;
import pva.base.Progress;
import pva.base.PvaException;
import pva.model.Intervention;
import pva.model.Sampling;

/** Arms on some tasks, one after the other; what is solved is kept part by part, and found again after a kill. */
final class ArmRuns {
  /** Tasks of one part: so much is lost at most. */
  private static final int PART = 200;

  private final TaskSolver solver;
  private final List<SteerTask> tasks;
  private final Path partial;
  private final Progress.Task progress;
  private final Map<Arm, List<Solved>> done = new LinkedHashMap<>();

  ArmRuns(TaskSolver solver, List<SteerTask> tasks, Path partial, Progress.Task progress) {
    this.solver = solver;
    this.tasks = tasks;
    this.partial = partial;
    this.progress = progress;
  }

  Map<Arm, List<Solved>> done() {
    return done;
  }

  ArmRuns run(Arm arm, List<Intervention> changes) {
    for (int from = 0; from < tasks.size(); from += PART) {
      List<SteerTask> part = tasks.subList(from, Math.min(tasks.size(), from + PART));
      keep(Map.of(arm, List.of()), "%03d-".formatted(from / PART) + arm.file(),
          () -> Map.of(arm, solver.solve(part, changes, Progress.NONE)), part.size());
    }
    return this;
  }

  /** The unsteered model at a temperature, an arm a sample. */
  ArmRuns resample(ResampleSpec how) {
    Map<Arm, List<Solved>> arms = new LinkedHashMap<>();
    for (int s = 0; s < how.samples(); s++) {
      arms.put(new Arm(Arm.Kind.RESAMPLED, "temperature " + how.temperature(), 0, s), List.of());
    }
    if (!arms.isEmpty()) {
      keep(arms, "resampled.parquet", () -> {
        List<List<Solved>> solved = solver.solve(tasks, List.of(), new Sampling(how.temperature(), 1, how.seed()), how.samples(),
            Progress.NONE);
        arms.replaceAll((arm, none) -> solved.get(arm.sample()));
        return arms;
      }, tasks.size() * arms.size());
    }
    return this;
  }

  private void keep(Map<Arm, List<Solved>> arms, String name, Supplier<Map<Arm, List<Solved>>> work, int solutions) {
    Path file = partial.resolve(name);
    Map<Arm, List<Solved>> part = null;
    if (Files.isRegularFile(file)) {
      try {
        part = ArmTable.read(file);
      } catch (PvaException e) {
        part = null; // damaged: it is solved anew
      }
    }
    if (part == null || !part.keySet().equals(arms.keySet())) {
      part = work.get();
      ArmTable.write(part, file);
    }
    part.forEach((arm, solved) -> done.computeIfAbsent(arm, a -> new ArrayList<>()).addAll(solved));
    progress.advance(solutions);
  }
}
