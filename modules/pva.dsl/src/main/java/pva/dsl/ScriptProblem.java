package pva.dsl;

import java.util.List;
import java.util.Optional;
import pva.analysis.spec.Span;

/**
 * One mistake in a script.
 *
 * @param code stable, such as {@code PVA-DSL-003}
 * @param span where in the script; empty where the mistake has no place, such as an undeclared {@code -P}
 * @param label what stands beside the underline; may be empty
 * @param help lines that say what to do
 */
public record ScriptProblem(String code, String message, Optional<Span> span, String label, List<String> help) {
  public ScriptProblem {
    help = List.copyOf(help);
  }

  static ScriptProblem at(Span span, String code, String message, String label, String... help) {
    return new ScriptProblem(code, message, Optional.of(span), label, List.of(help));
  }
}
