package pva.dsl;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import pva.analysis.spec.ScriptSpec;
import pva.analysis.spec.Span;
import pva.base.PvaException;

/**
 * The one way an error is shown: what is wrong, where, what to do, and a stable code.
 *
 * <pre>
 * error: unknown setting `layr` in analysis { }
 *   --&gt; analysis.groovy:2:5
 *    |
 *  2 |     layr 41
 *    |     ^^^^ did you mean `layer`?
 *    = help: pva help analysis
 *    = code: PVA-DSL-003
 * </pre>
 */
public final class ErrorFrame {
  private ErrorFrame() {}

  /** All mistakes of a script, an empty line between two. */
  public static String render(ScriptException e) {
    return e.problems().stream().map(p -> render(e.script(), e.text(), p)).collect(Collectors.joining("\n"));
  }

  public static String render(Path script, String text, ScriptProblem problem) {
    Frame frame = new Frame(problem.message(), digits(problem.span()));
    if (problem.span().isPresent()) {
      frame.source(script, text, problem.span().get(), problem.label());
    } else {
      frame.place(script.toString());
      frame.note("help", problem.label());
    }
    problem.help().forEach(line -> frame.note("help", line));
    frame.note("code", problem.code());
    return frame.toString();
  }

  /** A failure of the run; where its word stands in the script, that line is shown as the one that asked for it. */
  public static String render(PvaException e, Optional<? extends ScriptSpec> spec) {
    Optional<Span> said = spec.flatMap(s -> e.word().map(s.said()::get));
    Frame frame = new Frame(e.getMessage(), digits(said));
    if (said.isPresent()) {
      frame.source(spec.get().script(), spec.get().scriptText(), said.get(), "");
      e.file().ifPresent(file -> frame.note("file", file.toString()));
    } else {
      e.file().ifPresent(file -> frame.place(file.toString()));
    }
    e.help().forEach(line -> frame.note("help", line));
    frame.note("code", e.code());
    return frame.toString();
  }

  private static int digits(Optional<Span> span) {
    return span.map(s -> Integer.toString(s.line()).length()).orElse(1);
  }

  /** The lines of one frame; {@code digits} is the width of the line number beside the bar. */
  private static final class Frame {
    private final StringBuilder out = new StringBuilder();
    private final String margin;

    Frame(String message, int digits) {
      margin = " ".repeat(digits);
      out.append("error: ").append(visible(message)).append('\n');
    }

    void place(String where) {
      out.append(margin).append(" --> ").append(visible(where)).append('\n');
    }

    void source(Path script, String text, Span span, String label) {
      place(script + ":" + span.line() + ":" + span.column());
      String line = text.lines().skip(span.line() - 1L).findFirst().orElse("");
      out.append(margin).append("  |\n ").append(span.line()).append(" | ").append(visible(line)).append('\n');
      out.append(margin).append("  | ").append(" ".repeat(span.column() - 1)).append("^".repeat(Math.max(1, span.length())));
      out.append(label.isEmpty() ? "" : " " + visible(label)).append('\n');
    }

    void note(String kind, String line) {
      if (!line.isEmpty()) {
        out.append(margin).append("  = ").append(kind).append(": ").append(visible(line)).append('\n');
      }
    }

    /** A tab becomes a space, so that the underline fits; other control characters could command the terminal. */
    private static String visible(String text) {
      return text.codePoints().map(c -> c == '\t' ? ' ' : c != '\n' && Character.isISOControl(c) ? '?' : c)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    @Override
    public String toString() {
      return out.toString();
    }
  }
}
