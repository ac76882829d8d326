package pva.code;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Fields;
import pva.data.Hub;
import pva.data.HubFile;
import pva.data.HubSnapshot;

/**
 * Reads problems from JSON lines or Parquet. Three forms are known by their columns:
 *
 * <ul>
 * <li>MBPP and own problems: {@code task_id, text, test_list}, perhaps {@code code, test_setup_code};
 * <li>sanitized MBPP: the same with {@code prompt} for the text and {@code test_imports}, a list of lines;
 * <li>HumanEval: {@code task_id, prompt, entry_point, test}, perhaps {@code canonical_solution}; its one test is {@code test} and a
 * call of {@code check}.
 * </ul>
 */
public final class Problems {
  private static final Pattern DEFINED = Pattern.compile("(?m)^def ");
  private static final Pattern DATASET = Pattern.compile("([^/]+/[^/]+)(?:/([^/]+))?");

  private Problems() {
  }

  /**
   * The files that words mean: a file, relative to {@code base}; or a dataset of the hub, {@code organisation/name} with perhaps its
   * configuration behind it ({@code google-research-datasets/mbpp/sanitized}), of which every split is fetched.
   *
   * @throws PvaException PVA-GEN-006 where there is no such file, PVA-CODE-011 where the dataset has no such configuration; and as the hub
   */
  public static List<Path> find(String said, Path base, Hub hub, Progress progress) {
    Path file = base.resolve(said);
    if (Files.isRegularFile(file)) {
      return List.of(file);
    }
    if (!atHub(said)) {
      throw PvaException.failed("PVA-GEN-006", "there are no problems at " + file).word("problems")
          .help("name a .jsonl or .parquet file, or a dataset of the hub, such as google-research-datasets/mbpp");
    }
    Matcher words = words(said);
    HubSnapshot snapshot = hub.dataset(words.group(1), Optional.empty(), progress);
    Map<String, List<HubFile>> tables = tables(snapshot.list(""));
    List<HubFile> files = tables.get(configuration(words, tables));
    if (files == null) {
      throw PvaException.failed("PVA-CODE-011", "the dataset " + words.group(1) + " has no `" + configuration(words, tables) + "`; it has "
          + String.join(", ", tables.keySet())).word("problems");
    }
    snapshot.fetch(files);
    return files.stream().map(f -> snapshot.file(f.path())).toList();
  }

  /** The same as far as this machine has them, with no question to the network. */
  public static Optional<List<Path>> present(String said, Path base, Hub hub) {
    Path file = base.resolve(said);
    if (Files.isRegularFile(file)) {
      return Optional.of(List.of(file));
    }
    if (!atHub(said)) {
      return Optional.empty();
    }
    Matcher words = words(said);
    return hub.cachedDataset(words.group(1), Optional.empty(), Progress.NONE).flatMap(snapshot -> {
      Map<String, List<HubFile>> tables = tables(snapshot.listHere());
      return Optional.ofNullable(tables.get(configuration(words, tables)))
          .map(files -> files.stream().map(f -> snapshot.folder().resolve(f.path())).toList());
    });
  }

  /** Whether the words name a dataset of the hub rather than a file. */
  public static boolean atHub(String said) {
    Matcher words = words(said);
    return !said.matches(".*\\.(?:jsonl?|ndjson|parquet|pq)") && words.matches() && Hub.isId(words.group(1));
  }

  private static Matcher words(String said) {
    Matcher words = DATASET.matcher(said);
    words.matches();
    return words;
  }

  /** Parquet files by their folder, which is named after the configuration. */
  private static Map<String, List<HubFile>> tables(List<HubFile> files) {
    Map<String, List<HubFile>> tables = new TreeMap<>();
    files.stream().filter(f -> f.path().endsWith(".parquet")).forEach(f -> tables.computeIfAbsent(
        f.path().substring(0, Math.max(0, f.path().lastIndexOf('/'))), c -> new ArrayList<>()).add(f));
    return tables;
  }

  private static String configuration(Matcher words, Map<String, List<HubFile>> tables) {
    return words.group(2) != null ? words.group(2) : tables.size() == 1 ? tables.keySet().iterator().next() : "full";
  }

  /** The problems of several files, such as the splits of a dataset, in the order of their numbers where all have one. */
  public static List<Problem> open(List<Path> files) {
    List<Problem> all = new ArrayList<>();
    files.forEach(f -> all.addAll(open(f)));
    if (files.size() > 1 && all.stream().allMatch(p -> p.taskId().matches("\\d{1,18}"))) {
      all.sort(Comparator.comparingLong(p -> Long.parseLong(p.taskId())));
    }
    return checked(all);
  }

  /**
   * The problems in file order, at least one.
   *
   * @throws PvaException PVA-CODE-004 where the columns are of none of the forms, PVA-CODE-005 for a problem without tests, PVA-CODE-007
   *     for a task_id that repeats; else as {@link pva.data.Datasets#open(Path)}
   */
  public static List<Problem> open(Path file) {
    List<String> columns = Fields.columns(file);
    List<Problem> problems = new ArrayList<>();
    try {
      if (columns.contains("entry_point") && columns.contains("test")) {
        Fields.open(file, Set.of("task_id", "prompt", "entry_point", "test"), Set.of("canonical_solution"))
            .forEach(row -> problems.add(humanEval(row)));
      } else if (columns.contains("test_list")) {
        String text = columns.contains("text") ? "text" : "prompt";
        Fields.open(file, Set.of("task_id", text, "test_list"), Set.of("code", "test_setup_code", "test_imports"))
            .forEach(row -> problems.add(listed(row, text)));
      } else {
        throw PvaException.failed("PVA-CODE-004", "these are no problems: the columns are " + String.join(", ", columns))
            .help("a problem has task_id, text and test_list, or, as HumanEval has them, task_id, prompt, entry_point and test");
      }
      return checked(problems);
    } catch (PvaException e) {
      throw e.at(file);
    }
  }

  private static List<Problem> checked(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw PvaException.failed("PVA-DATA-002", "no rows in the file");
    }
    Set<String> seen = new HashSet<>();
    for (Problem problem : problems) {
      if (problem.tests().isEmpty()) {
        throw PvaException.failed("PVA-CODE-005", "problem " + problem.taskId() + " has no test");
      }
      if (!seen.add(problem.taskId())) {
        throw PvaException.failed("PVA-CODE-007", "the task_id " + problem.taskId() + " stands there twice")
            .help("give each problem its own");
      }
    }
    return problems;
  }

  private static Problem listed(Fields row, String text) {
    List<String> setup = new ArrayList<>(row.has("test_imports") ? row.texts("test_imports") : List.of());
    row.optionalText("test_setup_code").filter(s -> !s.isBlank()).ifPresent(setup::add);
    return new Problem(row.id("task_id"), row.text(text), row.optionalText("code"), row.texts("test_list"), String.join("\n", setup),
        Optional.empty());
  }

  private static Problem humanEval(Fields row) {
    String header = row.text("prompt");
    String function = row.text("entry_point");
    // a function that the prompt gives complete, and that the tests use, is the tests' own: the answer cannot replace it
    boolean given = DEFINED.matcher(header).results().count() > 1;
    return new Problem(row.id("task_id"), header, row.optionalText("canonical_solution"),
        List.of(row.text("test") + "\ncheck(" + function + ")\n"),
        given ? header + "    pass\ndel " + function + "\n" : "", Optional.of(header));
  }
}
