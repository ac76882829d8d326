package pva.analysis.steer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import pva.base.Progress;
import pva.code.Judge;
import pva.code.ProgramText;
import pva.code.Solution;
import pva.code.Verdict;
import pva.model.Generated;
import pva.model.GenerationSettings;
import pva.model.Generator;
import pva.model.Intervention;
import pva.model.LanguageModel;
import pva.model.Prompt;
import pva.model.Sampling;
import pva.model.StopRule;
import pva.model.Tokenizer;

/**
 * Solves tasks with a model that may be changed while it runs, and judges the solutions. The same program of the same task is
 * judged once, however many arms write it; while later tasks are generated, earlier ones are judged.
 */
final class TaskSolver {
  /** Texts side by side: of a small model more of them cost little. */
  private static final int BESIDE = 32;
  private static final Set<String> DOES_NOT_PARSE = Set.of("SyntaxError", "IndentationError", "TabError");

  private final LanguageModel model;
  private final Tokenizer tokenizer;
  private final Judge judge;
  private final int maxNewTokens;
  private final StopRule stop;
  private final Map<Program, CompletableFuture<Verdict>> judged = new HashMap<>();

  private record Program(String task, String code) {
  }

  TaskSolver(LanguageModel model, Tokenizer tokenizer, Judge judge, int maxNewTokens, StopRule stop) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.judge = judge;
    this.maxNewTokens = maxNewTokens;
    this.stop = stop;
  }

  /** One solution for each task. */
  List<Solved> solve(List<SteerTask> tasks, List<Intervention> changes, Progress progress) {
    return solve(tasks, changes, Sampling.GREEDY, 1, progress).get(0);
  }

  /** Several solutions for each task, sample by sample. */
  List<List<Solved>> solve(List<SteerTask> tasks, List<Intervention> changes, Sampling sampling, int samples, Progress progress) {
    Generated[][] written = new Generated[samples][tasks.size()];
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      prompts.add(new Prompt(i, tokenizer.encode(tasks.get(i).prompt())));
    }
    GenerationSettings settings = GenerationSettings.greedy(maxNewTokens, tokenizer.endTokens()).sampled(sampling, samples)
        .until(stop).beside(BESIDE);
    new Generator(model, tokenizer, changes).run(prompts, settings, g -> {
      int task = (int) g.prompt().id();
      written[g.sample()][task] = g;
      verdict(tasks.get(task), g.text());
    }, progress);
    List<List<Solved>> solved = new ArrayList<>();
    for (Generated[] sample : written) {
      List<Solved> row = new ArrayList<>();
      for (int i = 0; i < sample.length; i++) {
        row.add(solved(tasks.get(i), sample[i]));
      }
      solved.add(row);
    }
    return solved;
  }

  private CompletableFuture<Verdict> verdict(SteerTask task, String code) {
    return judged.computeIfAbsent(new Program(task.id(), code),
        p -> judge.submit(new Solution(ProgramText.of(task.prompt(), code), task.tests(), task.setup())));
  }

  private Solved solved(SteerTask task, Generated g) {
    Verdict verdict = verdict(task, g.text()).join();
    String error = verdict.errorType().orElse(Solved.NONE);
    return new Solved(task.id(), g.text(), verdict.correct(), verdict.passed(), verdict.total(),
        DOES_NOT_PARSE.contains(error) ? Solved.SYNTAX : error, g.tokens().length);
  }
}
