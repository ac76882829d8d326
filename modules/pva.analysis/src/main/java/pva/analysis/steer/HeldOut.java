package pva.analysis.steer;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import pva.analysis.record.StepLog;
import pva.base.Progress;
import pva.model.Intervention;
import pva.model.TextParts;
import pva.model.TokenizedText;
import pva.model.Tokenizer;

/** What is looked at on the held-out tasks once they are solved: how often the gate was open, and where attention goes. */
final class HeldOut {
  private final SteerInputs inputs;
  private final SteerBench bench;
  private final List<SteerTask> tasks;
  private final SteerStudy study;
  private final StepLog steps;
  private final Progress progress;

  HeldOut(SteerInputs inputs, SteerBench bench, List<SteerTask> tasks, SteerStudy study, StepLog steps, Progress progress) {
    this.inputs = inputs;
    this.bench = bench;
    this.tasks = tasks;
    this.study = study;
    this.steps = steps;
    this.progress = progress;
  }

  GateOpenings openings(String key, OpenGate gate) {
    return GateOpenings.read(steps.run("openings", key, (folder, partial) -> {
      Tokenizer tokenizer = bench.tokenizer();
      List<TokenizedText> texts = IntStream.range(0, tasks.size())
          .mapToObj(i -> text(tasks.get(i).prompt(), gate.eachToken() ? study.after().get(i).code() : "", tokenizer)).toList();
      GateOpenings.of(gate, texts, inputs.spec().tokens(), bench.model().blocks(), inputs.layer(), progress).write(folder);
    }).folder());
  }

  private static TokenizedText text(String prompt, String code, Tokenizer tokenizer) {
    return TextParts.of(tokenizer, List.of(new TextParts.Piece(1, prompt), new TextParts.Piece(2, code)), 1, 3).text();
  }

  AttentionStudy attention(String key, Function<Direction, List<Intervention>> changes) {
    AttentionStep step = new AttentionStep(bench, inputs.layer(), changes);
    return AttentionStudy.read(steps.run("attention", key, (folder, partial) ->
        step.write(tasks, study.before(), inputs.spec().tokens(), study.directions(), folder.resolve(AttentionStep.FILE), progress))
        .file(AttentionStep.FILE), inputs.layer());
  }
}
