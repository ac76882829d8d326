package pva.dsl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A block that asks for something: a script has exactly one, and perhaps params { } beside it. */
enum Block {
  ANALYSIS("analysis", AnalysisWords.class, "layer|layers"),
  GENERATE("generate", GenerateWords.class, "problems"),
  STEER("steer", SteerWords.class, "problems", "layer", "direction");

  /** The block that declares parameters. */
  static final String PARAMS = "params";

  private final String word;
  private final Class<?> words;
  private final List<List<String>> required;

  /** {@code words} declares what may be said inside, {@code required} what has to be, or one of several with a bar between them. */
  Block(String word, Class<?> words, String... required) {
    this.word = word;
    this.words = words;
    this.required = Arrays.stream(required).map(r -> List.of(r.split("\\|"))).toList();
  }

  String word() {
    return word;
  }

  Class<?> words() {
    return words;
  }

  /** Of each list one word has to be said, and no more than one. */
  List<List<String>> required() {
    return required;
  }

  static Optional<Block> of(String word) {
    return Arrays.stream(values()).filter(b -> b.word.equals(word)).findFirst();
  }

  /** The names of all blocks of a script. */
  static Set<String> names() {
    Set<String> names = Arrays.stream(values()).map(Block::word).collect(Collectors.toCollection(TreeSet::new));
    names.add(PARAMS);
    return names;
  }

  /** {@code analysis { }}, or several of them joined by "or". */
  static String said() {
    return Arrays.stream(values()).map(b -> b.word + " { }").collect(Collectors.joining(" or "));
  }

  /** What a message says of a script's blocks. */
  static String rule() {
    return "a script has " + said() + " and params { }";
  }

  /** Whether the type declares words of a block. */
  static boolean declares(String type) {
    return Arrays.stream(values()).anyMatch(b -> b.words.getName().equals(type)
        || Arrays.stream(b.words.getInterfaces()).anyMatch(i -> i.getName().equals(type)));
  }
}
