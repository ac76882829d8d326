package pva.dsl;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pva.dsl.Word.NamedSetting;

/** All words, read from the interfaces that define them: the one source of checks, help and the starter script. */
public final class Words {
  /** Settings in the order a script is best written; reflection keeps no order. */
  private static final List<String> ORDER = List.of("analysis", "generate", "steer", "params", "dataset", "problems", "rows", "tasks",
      "prompt", "maxNewTokens", "stop", "sample", "timeout", "model", "device", "layer", "layers", "position", "sae", "direction", "dose",
      "tokens", "gate", "controls", "resample", "neutral", "attention", "threshold", "filter", "rank", "split", "test", "correct", "detect",
      "compare", "stability", "transfer");
  private static final List<Word> ALL = read();

  private Words() {}

  /** The blocks; then, block by block, settings in the order a script is best written and values by name. */
  public static List<Word> all() {
    return ALL;
  }

  /** The word, of the first block that has it. */
  public static Optional<Word> find(String name) {
    return ALL.stream().filter(w -> w.name().equals(name)).findFirst();
  }

  /** The word as the block means it. */
  static Optional<Word> find(Block block, String name) {
    return ALL.stream().filter(w -> w.block().equals(block.word()) && w.name().equals(name)).findFirst();
  }

  /** The word a misspelt one was meant to be. */
  public static Optional<String> suggestion(String misspelt) {
    return Suggestion.of(misspelt, ALL.stream().map(Word::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The settings of a block. */
  static Set<String> settings(Block block) {
    return names(block, true);
  }

  /** The words of a block that are values, such as {@code pile} and {@code cpu}. */
  static Set<String> values(Block block) {
    return names(block, false);
  }

  /** Whether any block has the word as a value. */
  static boolean isValue(String name) {
    return ALL.stream().anyMatch(w -> !w.block().isEmpty() && !w.setting() && w.name().equals(name));
  }

  /** The values that a setting takes. */
  static Set<String> valuesOf(Word setting) {
    Set<Class<?>> taken = setting.methods().stream().flatMap(m -> Arrays.stream(m.getParameterTypes()))
        .map(t -> t.isArray() ? t.getComponentType() : t).filter(t -> t != Map.class).collect(Collectors.toSet());
    Set<String> names = new TreeSet<>();
    ALL.stream().filter(w -> w.block().equals(setting.block()) && !w.setting()
        && w.methods().stream().anyMatch(m -> taken.stream().anyMatch(t -> t.isAssignableFrom(m.getReturnType()))))
        .forEach(w -> names.add(w.name()));
    return names;
  }

  private static Set<String> names(Block block, boolean setting) {
    return ALL.stream().filter(w -> w.block().equals(block.word()) && w.setting() == setting).map(Word::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A commented script to start from, whole because of the defaults. */
  public static String template() {
    StringBuilder script = new StringBuilder("// pva check SCRIPT finds mistakes, pva plan SCRIPT says what a run would do, pva run SCRIPT runs.\n");
    script.append("analysis {\n");
    for (Word word : all()) {
      if (word.block().equals(Block.ANALYSIS.word()) && word.setting()) {
        boolean active = Set.of("layer", "sae", "filter").contains(word.name());
        script.append("\n    // ").append(word.description());
        script.append(word.defaults().isEmpty() || active ? "" : " Default: " + word.defaults() + ".");
        script.append(active ? "\n    " : "\n    // ").append(word.example()).append('\n');
      }
    }
    return script.append("}\n").toString();
  }

  private static List<Word> read() {
    List<Word> words = new ArrayList<>(read("", AnalysisScript.class.getDeclaredMethods()));
    for (Block block : Block.values()) {
      words.addAll(read(block.word(), block.words().getMethods()));
    }
    return List.copyOf(words);
  }

  private static List<Word> read(String block, Method... declared) {
    Map<String, List<Method>> methods = new LinkedHashMap<>();
    for (Method method : declared) {
      methods.computeIfAbsent(name(method), n -> new ArrayList<>()).add(method);
    }
    List<Word> words = new ArrayList<>();
    methods.forEach((name, signatures) -> signatures.stream().filter(m -> m.isAnnotationPresent(Describe.class)).findFirst()
        .ifPresent(m -> words.add(word(name, block, m, signatures))));
    words.sort(Comparator.comparingInt((Word w) -> (ORDER.indexOf(w.name()) + ORDER.size() + 1) % (ORDER.size() + 1))
        .thenComparing(Word::name));
    return words;
  }

  private static Word word(String name, String block, Method described, List<Method> signatures) {
    Describe describe = described.getAnnotation(Describe.class);
    List<NamedSetting> named = new ArrayList<>();
    for (Method method : signatures) {
      for (Parameter parameter : method.getParameters()) {
        Named settings = parameter.getAnnotation(Named.class);
        if (settings != null) {
          Arrays.stream(settings.value()).forEach(s -> named.add(new NamedSetting(s.name(), s.type(), s.says(), s.min())));
        }
      }
    }
    return new Word(name, block, described.getReturnType() == void.class, List.of(describe.forms()), describe.says(),
        describe.defaults(), List.copyOf(named), List.copyOf(signatures));
  }

  /** A getter is a word without parentheses: {@code getCpu()} is {@code cpu}. */
  private static String name(Method method) {
    String name = method.getName();
    return name.startsWith("get") ? name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4) : name;
  }
}
