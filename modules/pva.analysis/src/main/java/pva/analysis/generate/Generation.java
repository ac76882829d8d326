package pva.analysis.generate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import pva.analysis.generate.GenerationJournal.Written;
import pva.analysis.input.TaskPrompts;
import pva.analysis.record.RunFolder;
import pva.analysis.run.Cache;
import pva.analysis.run.Plan;
import pva.analysis.run.PlannedStep;
import pva.analysis.run.RunOptions;
import pva.analysis.spec.GenerationSpec;
import pva.base.ContentKey;
import pva.base.Progress;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.code.Judge;
import pva.code.JudgeSettings;
import pva.code.Problem;
import pva.code.Problems;
import pva.code.Verdict;
import pva.data.Hub;
import pva.data.Place;
import pva.data.TableFiles;
import pva.model.Checkpoint;
import pva.model.Generated;
import pva.model.GenerationSettings;
import pva.model.Generator;
import pva.model.LanguageModel;
import pva.model.ModelSource;
import pva.model.Prompt;
import pva.model.Tokenizer;
import pva.tensor.DType;
import pva.tensor.Device;

/**
 * Phase 1: a model writes solutions, tests judge them, and a dataset holds both.
 *
 * <p>The work goes group by group, planned from the prompts' lengths alone; what is finished of a group does not depend on the groups
 * before it, so an interrupted run ends with the same dataset.
 */
public final class Generation {
  /** Solutions in a group: several times what runs side by side, and no more work than one likes to lose. */
  private static final int GROUP = 4 * GenerationSettings.SLOTS;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

  private final GenerationSpec spec;
  private final Path out;
  private final Path unfinished;
  private final Progress progress;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long lap = System.nanoTime();
  private long tokens;
  private int judged;
  private int right;

  private Generation(GenerationSpec spec, Path out, Path unfinished, Progress progress) {
    this.spec = spec;
    this.out = out;
    this.unfinished = unfinished;
    this.progress = progress;
  }

  /**
   * Writes {@code dataset_MODEL_TIME.parquet} into the folder, which also keeps what an interrupted run has finished.
   *
   * <p>Fails with PVA-GEN-001 to -006, with PVA-CODE-001 to -010 for problems, prompts and Python, and as the model does.
   */
  public static GenerationResult run(GenerationSpec spec, Path out, Progress progress) {
    return new Generation(spec, out, out, progress).run();
  }

  /**
   * Runs a script: its run directory gets the dataset, the script and a record; what an interrupted run has finished is kept in the
   * cache.
   */
  public static GenerationResult run(GenerationSpec asked, RunOptions options, Progress progress) {
    GenerationSpec spec = options.device().map(asked::on).orElse(asked);
    Instant started = Instant.now();
    RunFolder folder = RunFolder.create(options.out(), spec.name(), started);
    folder.text(RunFolder.SCRIPT, spec.scriptText());
    Path unfinished = options.cache() ? Cache.standard().root().resolve("generate") : folder.path();
    GenerationResult result = new Generation(spec, folder.path(), unfinished, folder.logged(progress)).run();
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("path", result.dataset().toString());
    dataset.put("sha256", Sha256.of(result.dataset()));
    dataset.put("rows", result.rows());
    dataset.put("correct", result.correct());
    dataset.put("incorrect", result.rows() - result.correct());
    dataset.put("successRate", (double) result.correct() / result.rows());
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("schema", 1);
    record.put("status", "done");
    record.put("started", started.toString());
    record.put("seconds", (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1e3);
    record.put("script", Map.of("path", spec.script().toString(), "sha256", Sha256.of(spec.scriptText().getBytes(StandardCharsets.UTF_8))));
    record.put("params", spec.params());
    record.put("dataset", dataset);
    record.put("isolation", result.isolation().says());
    record.put("passAtK", result.passAtK().stream()
        .map(p -> Map.of("k", p.k(), "value", p.value(), "low", p.low(), "high", p.high())).toList());
    record.put("outputs", folder.outputs());
    folder.record(record);
    return result;
  }

  /** What a run would do; loads nothing. */
  public static Plan plan(GenerationSpec spec) {
    List<Plan.Missing> missing = new ArrayList<>();
    Path file = spec.base().resolve(spec.problems());
    if (!Files.isRegularFile(file) && !Hub.isId(spec.problems())) {
      missing.add(new Plan.Missing("problems", "the problems " + spec.problems(), List.of(file.toString()),
          List.of("name a .jsonl or .parquet file")));
    }
    Place place = Place.of(spec.model().id(), spec.model().revision(), spec.base(), Hub.standard());
    if (new ModelSource(place, 0).present(-1).isEmpty()) {
      missing.add(new Plan.Missing("model", "the model " + place.said(), place.looked(),
          List.of(place.atHub() ? "pva run fetches it from the hub"
          : "check the path; it starts from the script's folder")));
    }
    return new Plan(List.of(new PlannedStep("generate", List.of(spec.problems(), spec.model().id()), "", "unknown", OptionalLong.empty(),
        OptionalLong.empty())), missing, List.of());
  }

  private GenerationResult run() {
    List<Path> files = Problems.find(spec.problems(), spec.base(), Hub.standard(), progress);
    List<Problem> problems = Problems.open(files);
    int last = Math.min(spec.end().orElse(Integer.MAX_VALUE), problems.size() - 1);
    if (spec.start() > last) {
      throw PvaException.usage("PVA-GEN-002", "the file has rows 0 to " + (problems.size() - 1) + ", not " + spec.start()).word("rows");
    }
    Place place = Place.of(spec.model().id(), spec.model().revision(), spec.base(), Hub.standard());
    Checkpoint checkpoint = new ModelSource(place, 0).open(-1, progress);
    List<Task> tasks = tasks(problems, last, checkpoint);
    Device device = Device.pick(spec.device());
    DType compute = spec.model().dtype().orElseGet(() -> checkpoint.computeType(device));
    try (GenerationJournal journal = new GenerationJournal(unfinished, key(files, last, checkpoint, compute, device));
        Judge judge = Judge.open(JudgeSettings.of(spec.timeout()))) {
      progress.note("isolation of the tests: " + judge.isolation().says());
      int resumed = journal.groups().values().stream().mapToInt(List::size).sum();
      lap("load");
      if (journal.groups().size() < groups(tasks).size()) {
        generate(tasks, checkpoint, compute, device, journal, judge);
      }
      List<Written> written = new ArrayList<>(journal.groups().values().stream().flatMap(List::stream).toList());
      written.sort(Comparator.comparingInt(Written::row).thenComparingInt(Written::sample));
      lap("generate");
      Path dataset = out.resolve("dataset_" + checkpoint.id() + "_" + TIME.format(Instant.now()) + ".parquet");
      GeneratedTable table = new GeneratedTable(tasks, written, spec);
      TableFiles.write(table.table(), dataset);
      journal.delete();
      lap("write");
      return new GenerationResult(dataset, written.size(), table.correct(), resumed, tokens, seconds, table.passAtK(), judge.isolation());
    }
  }

  /**
   * A problem with its prompt.
   *
   * @param row its place in the file, from 0
   */
  record Task(int row, Problem problem, String prompt, int[] ids) {
  }

  private List<Task> tasks(List<Problem> problems, int last, Checkpoint checkpoint) {
    TaskPrompts prompts = TaskPrompts.of(spec.prompt(), checkpoint.folder());
    List<Task> tasks = new ArrayList<>();
    try (Tokenizer tokenizer = Tokenizer.open(checkpoint.folder())) {
      for (int row = spec.start(); row <= last; row++) {
        String prompt = prompts.prompt(problems.get(row), problems);
        tasks.add(new Task(row, problems.get(row), prompt, tokenizer.encode(prompt)));
      }
    }
    return tasks;
  }

  private void generate(List<Task> tasks, Checkpoint checkpoint, DType compute, Device device, GenerationJournal journal, Judge judge) {
    try (LanguageModel model = LanguageModel.load(checkpoint, compute, device, progress);
        Tokenizer tokenizer = Tokenizer.open(checkpoint.folder())) {
      Generator generator = new Generator(model, tokenizer);
      GenerationSettings settings = GenerationSettings.greedy(spec.maxNewTokens(), tokenizer.endTokens())
          .sampled(spec.sampling(), spec.samples()).until(TaskPrompts.stop(spec.prompt(), spec.wholeFunction()));
      List<List<Task>> groups = groups(tasks);
      journal.groups().values().forEach(g -> g.forEach(this::count));
      for (int g = 0; g < groups.size(); g++) {
        if (!journal.groups().containsKey(g)) {
          List<Written> written = group(groups.get(g), generator, settings, judge, groups.size(), g);
          journal.add(g, written);
          written.forEach(this::count);
        }
      }
    }
  }

  private List<Written> group(List<Task> tasks, Generator generator, GenerationSettings settings, Judge judge, int groups, int number) {
    long started = System.nanoTime();
    Map<Long, Task> byId = new LinkedHashMap<>();
    tasks.forEach(t -> byId.put((long) t.row(), t));
    Map<Generated, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();
    generator.run(tasks.stream().map(t -> new Prompt(t.row(), t.ids())).toList(), settings, text -> {
      Task task = byId.get(text.prompt().id());
      tokens += text.tokens().length;
      verdicts.put(text, judge.submit(task.problem().solution(task.prompt(), text.text())));
    }, named("group " + (number + 1) + "/" + groups + passed()));
    double each = (System.nanoTime() - started) / 1e9 / verdicts.size();
    List<Written> written = new ArrayList<>();
    verdicts.forEach((text, verdict) -> written.add(
        new Written((int) text.prompt().id(), text.sample(), text.text(), Math.round(each * 1e6) / 1e6, verdict.join().errors())));
    return written;
  }

  private void count(Written written) {
    judged++;
    right += written.errors().stream().allMatch(Optional::isEmpty) ? 1 : 0;
  }

  private String passed() {
    return judged == 0 ? "" : String.format(java.util.Locale.ROOT, ", %d of %d correct (%.1f %%)", right, judged, 100.0 * right / judged);
  }

  /** The generator's own progress, said to be of this group. */
  private Progress named(String what) {
    return (generate, total, unit) -> progress.start(generate + " " + what, total, unit);
  }

  private List<List<Task>> groups(List<Task> tasks) {
    List<Task> byLength = new ArrayList<>(tasks);
    byLength.sort(Comparator.comparingInt((Task t) -> -t.ids().length));
    int size = Math.max(1, GROUP / spec.samples());
    return IntStream.range(0, (byLength.size() + size - 1) / size)
        .mapToObj(g -> byLength.subList(g * size, Math.min(byLength.size(), (g + 1) * size))).toList();
  }

  private String key(List<Path> files, int last, Checkpoint checkpoint, DType compute, Device device) {
    return ContentKey.of("generate", 1).put("model", checkpoint.sha256(Cache.standard()::sha256))
        .put("problems", files.stream().map(Sha256::of).toList())
        .put("prompt", spec.prompt().name()).put("body", spec.prompt().body()).put("start", spec.start()).put("last", last)
        .put("maxNewTokens", spec.maxNewTokens()).put("wholeFunction", spec.wholeFunction())
        .put("temperature", spec.sampling().temperature()).put("topP", spec.sampling().topP()).put("seed", spec.sampling().seed())
        .put("samples", spec.samples()).put("timeout", spec.timeout()).put("dtype", compute.name()).put("device", device.name()).hex();
  }

  private void lap(String part) {
    long now = System.nanoTime();
    seconds.put(part, (now - lap) / 1e9);
    lap = now;
  }
}
