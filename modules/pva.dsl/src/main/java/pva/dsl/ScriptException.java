package pva.dsl;

import java.nio.file.Path;
import java.util.List;

/** A script that cannot run: all its mistakes at once. Exit code 2. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path script;
  private final String text;
  private final transient List<ScriptProblem> problems;

  ScriptException(Path script, String text, List<ScriptProblem> problems, Throwable cause) {
    super(problems.get(0).message(), cause);
    this.script = script;
    this.text = text;
    this.problems = List.copyOf(problems);
  }

  public Path script() {
    return script;
  }

  /** The script's text, for the frames. */
  public String text() {
    return text;
  }

  /** At least one, in the order of the script. */
  public List<ScriptProblem> problems() {
    return problems;
  }
}
