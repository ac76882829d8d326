package pva.code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a prompt and its answer is the program.
 *
 * <ol>
 * <li>Where the answer has fenced code ({@code ```}), or the prompt ends within an open fence, it is what the first fence holds.
 * <li>Else, where the prompt has a line {@code # Solution:}, it is what follows the last such line, and the answer: nothing of the
 * prompt where that line ends it, {@code def name(} where the prompt goes on with a header.
 * <li>Else, where the prompt has a line of code ({@code def}, {@code class}, {@code import}, {@code from ... import}, a decorator), it
 * is the prompt from there on, and the answer; or the answer alone, where those together are not Python.
 * <li>Else it is the answer.
 * </ol>
 */
public final class ProgramText {
  private static final Pattern MARK = Pattern.compile("(?m)^# Solution:[ \\t]*$");
  private static final Pattern FENCE = Pattern.compile("(?m)^[ \\t]*```[^\\n]*$");
  private static final Pattern CODE = Pattern.compile(
      "(?m)^(?:(?:async )?def \\w+\\s*\\(|class \\w+\\s*[:(]|import \\w|from [\\w.]+ import |@\\w)");

  private ProgramText() {
  }

  /** The readings of the program, the likelier first. */
  public static List<String> of(String prompt, String answer) {
    List<Integer> fences = ends(FENCE, prompt);
    if (fences.size() % 2 == 1) {
      return List.of(afterLine(prompt, fences.get(fences.size() - 1)) + beforeFence(answer));
    }
    Matcher fence = FENCE.matcher(answer);
    if (fence.find()) {
      return List.of(beforeFence(afterLine(answer, fence.end())));
    }
    List<Integer> marks = ends(MARK, prompt);
    if (!marks.isEmpty()) {
      return List.of(afterLine(prompt, marks.get(marks.size() - 1)) + answer);
    }
    Matcher code = CODE.matcher(prompt);
    return code.find() ? List.of(prompt.substring(code.start()) + answer, answer) : List.of(answer);
  }

  private static String beforeFence(String text) {
    Matcher fence = FENCE.matcher(text);
    return fence.find() ? text.substring(0, fence.start()) : text;
  }

  private static String afterLine(String text, int end) {
    return end < text.length() ? text.substring(end + 1) : "";
  }

  private static List<Integer> ends(Pattern pattern, String text) {
    List<Integer> ends = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      ends.add(matcher.end());
    }
    return ends;
  }
}
