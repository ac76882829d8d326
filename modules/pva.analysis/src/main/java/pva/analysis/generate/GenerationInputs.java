package pva.analysis.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import pva.analysis.input.TaskPrompts;
import pva.analysis.record.DeviceKind;
import pva.analysis.spec.GenerationSpec;
import pva.base.Progress;
import pva.base.PvaException;
import pva.code.Problem;
import pva.code.Problems;
import pva.data.Hub;
import pva.data.Place;
import pva.model.Checkpoint;
import pva.model.ModelSource;
import pva.model.Tokenizer;
import pva.tensor.DType;

/**
 * What a generation names: opened and checked, but no weight is read.
 *
 * @param files where the problems come from, one or the splits of a dataset
 * @param problems all of them, in their order
 */
record GenerationInputs(GenerationSpec spec, List<Path> files, List<Problem> problems, Checkpoint model) {
  static GenerationInputs of(GenerationSpec spec, List<Path> files, Checkpoint model) {
    return new GenerationInputs(spec, files, Problems.open(files), model);
  }

  /** Everything, fetched where only the hub has it. */
  static GenerationInputs complete(GenerationSpec spec, Hub hub, Progress progress) {
    List<Path> files = Problems.find(spec.problems(), spec.base(), hub, progress);
    List<Problem> problems = Problems.open(files);
    rows(spec, problems); // before a model is fetched for nothing
    return new GenerationInputs(spec, files, problems, new ModelSource(place(spec, hub), 0).open(-1, progress));
  }

  static Place place(GenerationSpec spec, Hub hub) {
    return Place.of(spec.model().id(), spec.model().revision(), spec.base(), hub);
  }

  /** What the model computes in: what was asked for, else what it was made in, as far as the device has it. */
  DType compute() {
    return spec.model().dtype().orElseGet(() -> model.computeType(DeviceKind.of(spec.device()).equals("gpu")));
  }

  /** Places of the problems that are asked for, ascending, at least one. Fails with PVA-GEN-002 and -009. */
  int[] rows() {
    return rows(spec, problems);
  }

  private static int[] rows(GenerationSpec spec, List<Problem> problems) {
    int last = Math.min(spec.end().orElse(Integer.MAX_VALUE), problems.size() - 1);
    if (spec.start() > last) {
      throw PvaException.usage("PVA-GEN-002", "the file has rows 0 to " + (problems.size() - 1) + ", not " + spec.start()).word("rows");
    }
    int[] rows = spec.only().map(only -> IntStream.of(only.of(problems.stream().map(Problem::taskId).toList())))
        .orElseGet(() -> IntStream.range(0, problems.size())).filter(r -> r >= spec.start() && r <= last).toArray();
    if (rows.length == 0) {
      throw PvaException.failed("PVA-GEN-009", "of the rows " + spec.start() + " to " + last + " none is in the "
          + spec.only().orElseThrow().part().word() + " part").word("part");
    }
    return rows;
  }

  /** The problems that are asked for, as prompts. Fails with PVA-GEN-004 where the model has no chat template and one is needed. */
  List<Task> tasks() {
    TaskPrompts prompts = TaskPrompts.of(spec.prompt(), model.folder());
    List<Task> tasks = new ArrayList<>();
    try (Tokenizer tokenizer = Tokenizer.open(model.folder())) {
      for (int row : rows()) {
        String prompt = prompts.prompt(problems.get(row), problems);
        tasks.add(new Task(row, problems.get(row), prompt, tokenizer.encode(prompt)));
      }
    }
    return tasks;
  }
}
