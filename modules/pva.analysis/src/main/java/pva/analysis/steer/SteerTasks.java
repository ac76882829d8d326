package pva.analysis.steer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pva.analysis.spec.SteerSpec;
import pva.analysis.step.FitStep;
import pva.base.PvaException;
import pva.code.Problem;
import pva.code.Problems;
import pva.code.PromptTemplate;

/** The tasks of a study: problems of a file, as prompts. */
final class SteerTasks {
  private SteerTasks() {
  }

  /** Evenly spaced where fewer are asked for than there are. Fails as {@link Problems#open}, and where the template is not known. */
  static List<SteerTask> read(SteerSpec spec, Path file) {
    try {
      List<Problem> problems = Problems.open(file);
      PromptTemplate template = PromptTemplate.of(spec.prompt());
      if (template.chat()) {
        throw PvaException.usage("PVA-STEER-017", "a study does not put a model's chat template around its prompts").word("prompt")
            .help("write the whole prompt as the model reads it, with {text} and {tests} in it");
      }
      List<SteerTask> tasks = new ArrayList<>();
      for (int row : FitStep.evenly(problems.size(), spec.tasks().orElse(problems.size()))) {
        Problem problem = problems.get(row);
        tasks.add(new SteerTask(problem.taskId(), template.prompt(problem, problems), problem.tests(), problem.setup()));
      }
      return tasks;
    } catch (PvaException e) {
      throw e.word().isPresent() ? e : e.word("problems");
    }
  }
}
