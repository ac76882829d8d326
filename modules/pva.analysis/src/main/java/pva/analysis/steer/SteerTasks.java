package pva.analysis.steer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pva.analysis.input.TaskPrompts;
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

  /**
   * Evenly spaced where fewer are asked for than there are. Fails as {@link Problems#open}, and where the template is not known.
   *
   * @param model the model's folder; empty while it is missing, and then a chat has no tasks yet
   */
  static List<SteerTask> read(SteerSpec spec, Path file, Optional<Path> model) {
    try {
      List<Problem> problems = Problems.open(file);
      PromptTemplate template = PromptTemplate.of(spec.prompt());
      if (template.chat() && model.isEmpty()) {
        return List.of();
      }
      TaskPrompts prompts = TaskPrompts.of(template, model.orElse(file));
      List<SteerTask> tasks = new ArrayList<>();
      for (int row : FitStep.evenly(problems.size(), spec.tasks().orElse(problems.size()))) {
        Problem problem = problems.get(row);
        tasks.add(new SteerTask(problem.taskId(), prompts.pieces(problem, problems), problem.tests(), problem.setup()));
      }
      return tasks;
    } catch (PvaException e) {
      throw e.word().isPresent() ? e : e.word("problems");
    }
  }
}
