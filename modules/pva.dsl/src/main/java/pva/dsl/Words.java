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
  private static final List<String> ORDER = List.of("analysis", "params", "dataset", "model", "device", "layer", "position", "sae",
      "threshold", "filter", "rank");
  private static final Map<String, Word> ALL = read();

  private Words() {}

  /** Blocks, then settings in the order a script is best written, then values by name. */
  public static List<Word> all() {
    return List.copyOf(ALL.values());
  }

  public static Optional<Word> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The word a misspelt one was meant to be. */
  public static Optional<String> suggestion(String misspelt) {
    return Suggestion.of(misspelt, ALL.keySet());
  }

  /** The settings of {@code analysis { }}. */
  static Set<String> settings() {
    return names(true);
  }

  /** The words that are values, such as {@code pile} and {@code cpu}. */
  static Set<String> values() {
    return names(false);
  }

  /** The values that a setting takes. */
  static Set<String> valuesOf(Word setting) {
    Set<Class<?>> taken = setting.methods().stream().flatMap(m -> Arrays.stream(m.getParameterTypes())).collect(Collectors.toSet());
    Set<String> names = new TreeSet<>();
    ALL.values().stream().filter(w -> !w.setting() && w.methods().stream().anyMatch(m -> taken.contains(m.getReturnType())))
        .forEach(w -> names.add(w.name()));
    return names;
  }

  private static Set<String> names(boolean setting) {
    Set<String> names = new TreeSet<>();
    ALL.values().stream().filter(w -> w.block().equals("analysis") && w.setting() == setting).forEach(w -> names.add(w.name()));
    return names;
  }

  /** A commented script to start from, whole because of the defaults. */
  public static String template() {
    StringBuilder script = new StringBuilder("// pva check SCRIPT finds mistakes, pva plan SCRIPT says what a run would do, pva run SCRIPT runs.\n");
    script.append("analysis {\n");
    for (Word word : all()) {
      if (word.block().equals("analysis") && word.setting()) {
        boolean active = Set.of("layer", "sae", "filter").contains(word.name());
        script.append("\n    // ").append(word.description());
        script.append(word.defaults().isEmpty() || active ? "" : " Default: " + word.defaults() + ".");
        script.append(active ? "\n    " : "\n    // ").append(word.example()).append('\n');
      }
    }
    return script.append("}\n").toString();
  }

  private static Map<String, Word> read() {
    List<Word> words = new ArrayList<>();
    read(AnalysisScript.class, "", words);
    read(AnalysisWords.class, "analysis", words);
    words.sort(Comparator.comparingInt((Word w) -> (ORDER.indexOf(w.name()) + ORDER.size() + 1) % (ORDER.size() + 1))
        .thenComparing(Word::name));
    Map<String, Word> byName = new LinkedHashMap<>();
    words.forEach(word -> byName.put(word.name(), word));
    return byName;
  }

  private static void read(Class<?> type, String block, List<Word> into) {
    Map<String, List<Method>> methods = new LinkedHashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      methods.computeIfAbsent(name(method), n -> new ArrayList<>()).add(method);
    }
    methods.forEach((name, signatures) -> signatures.stream().filter(m -> m.isAnnotationPresent(Describe.class)).findFirst()
        .ifPresent(m -> into.add(word(name, block, m, signatures))));
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
