package pva.analysis.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import pva.analysis.generate.GenerationJournal.Written;
import pva.analysis.input.TaskPrompts;
import pva.analysis.spec.GenerationSpec;
import pva.base.Progress;
import pva.code.Judge;
import pva.code.Verdict;
import pva.model.Generated;
import pva.model.GenerationSettings;
import pva.model.Generator;
import pva.model.LanguageModel;
import pva.model.Prompt;
import pva.model.Tokenizer;
import pva.tensor.Device;

/**
 * Lets a model solve tasks and has each solution judged as soon as it is written.
 *
 * <p>The work goes group by group, planned from the prompts' lengths alone; what is finished of a group does not depend on the groups
 * before it, so an interrupted run ends with the same solutions.
 */
final class Solving {
  /** Solutions in a group: several times what runs side by side, and no more work than one likes to lose. */
  private static final int GROUP = 4 * GenerationSettings.SLOTS;

  private final GenerationInputs inputs;
  private final GenerationSpec spec;
  private final List<List<Task>> groups;
  private final Progress progress;
  private long tokens;
  private int judged;
  private int right;

  Solving(GenerationInputs inputs, List<Task> tasks, Progress progress) {
    this.inputs = inputs;
    this.spec = inputs.spec();
    this.groups = groups(tasks, spec.samples());
    this.progress = progress;
  }

  private static List<List<Task>> groups(List<Task> tasks, int samples) {
    List<Task> byLength = new ArrayList<>(tasks);
    byLength.sort(Comparator.comparingInt((Task t) -> -t.ids().length));
    int size = Math.max(1, GROUP / samples);
    return IntStream.range(0, (byLength.size() + size - 1) / size)
        .mapToObj(g -> byLength.subList(g * size, Math.min(byLength.size(), (g + 1) * size))).toList();
  }

  /** The solutions of the journal and those that it lacked, in the order of rows and samples. */
  List<Written> run(GenerationJournal journal, Judge judge) {
    if (journal.groups().size() < groups.size()) {
      generate(journal, judge);
    }
    List<Written> written = new ArrayList<>(journal.groups().values().stream().flatMap(List::stream).toList());
    written.sort(Comparator.comparingInt(Written::row).thenComparingInt(Written::sample));
    return written;
  }

  /** Tokens generated here, not those of the journal. */
  long tokens() {
    return tokens;
  }

  private void generate(GenerationJournal journal, Judge judge) {
    try (LanguageModel model = LanguageModel.load(inputs.model(), inputs.compute(), Device.pick(spec.device()), progress);
        Tokenizer tokenizer = Tokenizer.open(inputs.model().folder())) {
      Generator generator = new Generator(model, tokenizer);
      GenerationSettings settings = GenerationSettings.greedy(spec.maxNewTokens(), tokenizer.endTokens())
          .sampled(spec.sampling(), spec.samples()).until(TaskPrompts.stop(spec.prompt(), spec.wholeFunction()));
      journal.groups().values().forEach(g -> g.forEach(this::count));
      for (int g = 0; g < groups.size(); g++) {
        if (!journal.groups().containsKey(g)) {
          List<Written> written = group(g, generator, settings, judge);
          journal.add(g, written);
          written.forEach(this::count);
        }
      }
    }
  }

  private List<Written> group(int number, Generator generator, GenerationSettings settings, Judge judge) {
    long started = System.nanoTime();
    Map<Long, Task> byId = new LinkedHashMap<>();
    groups.get(number).forEach(t -> byId.put((long) t.row(), t));
    Map<Generated, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();
    generator.run(byId.values().stream().map(t -> new Prompt(t.row(), t.ids())).toList(), settings, text -> {
      Task task = byId.get(text.prompt().id());
      tokens += text.tokens().length;
      verdicts.put(text, judge.submit(task.problem().solution(task.prompt(), text.text())));
    }, named("group " + (number + 1) + "/" + groups.size() + passed()));
    double each = (System.nanoTime() - started) / 1e9 / verdicts.size();
    List<Written> written = new ArrayList<>();
    verdicts.forEach((text, verdict) -> written.add(new Written((int) text.prompt().id(), text.sample(), text.text(), text.tokens().length,
        Math.round(each * 1e6) / 1e6, verdict.join().errors())));
    return written;
  }

  private void count(Written written) {
    judged++;
    right += written.errors().stream().allMatch(Optional::isEmpty) ? 1 : 0;
  }

  private String passed() {
    return judged == 0 ? "" : String.format(Locale.ROOT, ", %d of %d correct (%.1f %%)", right, judged, 100.0 * right / judged);
  }

  /** The generator's own progress, said to be of this group. */
  private Progress named(String what) {
    return (generate, total, unit) -> progress.start(generate + " " + what, total, unit);
  }
}
