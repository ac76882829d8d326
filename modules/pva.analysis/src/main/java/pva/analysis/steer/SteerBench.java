package pva.analysis.steer;

import java.util.Optional;
import pva.analysis.step.Workbench;
import pva.analysis.input.TaskPrompts;
import pva.base.Progress;
import pva.code.Judge;
import pva.code.JudgeSettings;
import pva.code.PromptTemplate;
import pva.model.LanguageModel;
import pva.model.Tokenizer;
import pva.sae.Encoder;

/** What a steering study computes with, each loaded when a step first asks for it, and all released together. */
final class SteerBench implements AutoCloseable {
  private final SteerInputs inputs;
  private final Progress progress;
  private final Workbench shared;
  private LanguageModel model;
  private Judge judge;
  private TaskSolver solver;

  SteerBench(SteerInputs inputs, Progress progress) {
    this.inputs = inputs;
    this.progress = progress;
    shared = new Workbench(inputs.found(), progress);
  }

  LanguageModel model() {
    if (model == null) {
      model = LanguageModel.load(inputs.model(), inputs.spec().model().compute(), shared.device(), progress);
    }
    return model;
  }

  Tokenizer tokenizer() {
    return shared.tokenizer();
  }

  Optional<Encoder> encoder() {
    return inputs.found().first().dictionary().map(d -> shared.encoder(inputs.found().first()));
  }

  TaskSolver solver() {
    if (solver == null) {
      judge = Judge.open(JudgeSettings.standard());
      progress.note("solutions are tested with " + judge.isolation().says());
      solver = new TaskSolver(model(), tokenizer(), judge, inputs.spec().maxNewTokens(),
          TaskPrompts.stop(PromptTemplate.of(inputs.spec().prompt()), true));
    }
    return solver;
  }

  @Override
  public void close() {
    if (judge != null) {
      judge.close();
    }
    if (model != null) {
      model.close();
    }
    shared.close();
  }
}
