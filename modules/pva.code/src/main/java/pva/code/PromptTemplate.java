package pva.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pva.base.PvaException;

/**
 * How a problem becomes the text that a model goes on from: a text with the places {@code {text}}, {@code {tests}} (one a line),
 * {@code {function}} (the name asked for) and {@code {header}} (what a problem like HumanEval's begins with).
 *
 * @param name for the record; {@code own} for a text of one's own
 * @param body the text
 * @param shots solved problems put before, each written as {@link #SOLUTION} with its reference solution
 */
public record PromptTemplate(String name, String body, int shots) {
  /** The words, the tests, and a mark on a line of its own: the program begins on the next line. */
  public static final PromptTemplate SOLUTION = new PromptTemplate("solution", "{text}\n\n{tests}\n\n# Solution:\n", 0);
  /** The same without the last line feed, as the study has it; the model writes the line feed itself. */
  public static final PromptTemplate NOTEBOOK = new PromptTemplate("notebook", "{text}\n\n{tests}\n\n# Solution:", 0);
  /** The same with the beginning of the function; of a problem that has a header of its own, that header alone. */
  public static final PromptTemplate HEADER = new PromptTemplate("header", "{text}\n\n{tests}\n\n# Solution:\ndef {function}(", 0);
  /** Three other problems of the file with their solutions before it, as MBPP was introduced. */
  public static final PromptTemplate FEW_SHOT = new PromptTemplate("few-shot", SOLUTION.body, 3);
  /** A request to an instruct model, in its own chat template, with the answer begun as fenced code. */
  public static final PromptTemplate CHAT = new PromptTemplate("chat",
      "{text}\n\nYour code should pass these tests:\n\n{tests}\n\nAnswer with Python code only.", 0);

  private static final Pattern PLACE = Pattern.compile("\\{(?:text|tests|function|header)}");
  private static final List<PromptTemplate> NAMED = List.of(SOLUTION, NOTEBOOK, HEADER, FEW_SHOT, CHAT);

  /** A template by its name, or a text of one's own with {@code {text}} or {@code {header}} in it. Fails with PVA-CODE-008 for neither. */
  public static PromptTemplate of(String said) {
    if (said.contains("{text}") || said.contains("{header}")) {
      return new PromptTemplate("own", said, 0);
    }
    return NAMED.stream().filter(t -> t.name.equals(said.toLowerCase(Locale.ROOT))).findFirst().orElseThrow(() -> PvaException.usage(
        "PVA-CODE-008", "there is no prompt `" + said + "`").word("prompt")
        .help("the prompts are " + String.join(", ", NAMED.stream().map(PromptTemplate::name).toList())
            + ", or a text of your own with {text}, {tests}, {function}, {header}"));
  }

  /** Whether the model's chat template goes around the prompt. */
  public boolean chat() {
    return name.equals("chat");
  }

  /** What a stretch of a prompt is: the task in words, its tests, or anything else (the template's own words, a header, examples). */
  public enum Part {
    TEXT, TESTS, OTHER
  }

  /** A stretch of a prompt. */
  public record Piece(Part part, String text) {
  }

  /**
   * The prompt of a problem.
   *
   * @param others the file's problems; those with a solution, but for this one, are the examples. Fails with PVA-CODE-010 where there are
   *     too few of them.
   */
  public String prompt(Problem problem, List<Problem> others) {
    return pieces(problem, others).stream().map(Piece::text).collect(Collectors.joining());
  }

  /** The same prompt in pieces, none empty. Fails as {@link #prompt} does. */
  public List<Piece> pieces(Problem problem, List<Problem> others) {
    List<Piece> pieces = new ArrayList<>();
    if (shots > 0) {
      List<Problem> solved = others.stream().filter(p -> p.code().isPresent() && !p.taskId().equals(problem.taskId()))
          .limit(shots).toList();
      if (solved.size() < shots) {
        throw PvaException.failed("PVA-CODE-010", "the prompt " + name + " shows " + shots + " solved problems, the file has "
            + solved.size()).word("prompt");
      }
      pieces.add(new Piece(Part.OTHER, solved.stream().map(PromptTemplate::example).collect(Collectors.joining())));
    }
    if (name.equals("header") && problem.header().isPresent()) {
      pieces.add(new Piece(Part.OTHER, problem.header().get()));
    } else {
      pieces.addAll(filled(problem));
    }
    return pieces.stream().filter(p -> !p.text().isEmpty()).toList();
  }

  private static String example(Problem solved) {
    return SOLUTION.prompt(solved, List.of()) + unix(solved.header().orElse("") + solved.code().orElseThrow()).strip() + "\n\n";
  }

  private List<Piece> filled(Problem problem) {
    Optional<String> header = problem.header();
    String tests = header.isPresent() ? "" : String.join("\n", problem.tests());
    String text = body;
    if (tests.isEmpty()) {
      text = text.replace("Your code should pass these tests:\n\n{tests}\n\n", "").replace("{tests}\n\n", "");
    }
    // each place once, so that nothing in a problem is taken for a place
    List<Piece> pieces = new ArrayList<>();
    Matcher place = PLACE.matcher(text);
    int at = 0;
    while (place.find()) {
      pieces.add(new Piece(Part.OTHER, text.substring(at, place.start())));
      pieces.add(switch (place.group()) {
        case "{text}" -> new Piece(Part.TEXT, problem.text());
        case "{tests}" -> new Piece(Part.TESTS, tests);
        case "{function}" -> new Piece(Part.OTHER, problem.function());
        default -> new Piece(Part.OTHER, header.orElse("def " + problem.function() + "("));
      });
      at = place.end();
    }
    pieces.add(new Piece(Part.OTHER, text.substring(at)));
    return pieces;
  }

  private static String unix(String text) {
    return text.replace("\r\n", "\n");
  }
}
