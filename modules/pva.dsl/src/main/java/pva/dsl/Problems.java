package pva.dsl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import pva.analysis.spec.Span;

/** Collects the mistakes of one script and shows each cause once. */
final class Problems {
  static final String SYNTAX = "PVA-DSL-001";
  static final String REFUSED = "PVA-DSL-020";
  /** What only follows from another mistake of the same line. */
  private static final Set<String> WEAK = Set.of("PVA-DSL-010", "PVA-DSL-017");

  /** The label of what the type checker says better, where it says anything. */
  static final String UNRESOLVED = "not resolved";

  private final List<ScriptProblem> found = new ArrayList<>();

  void add(ScriptProblem problem) {
    found.add(problem);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the script; of a line with something refused, only that; of one place, only the first said. */
  List<ScriptProblem> sorted() {
    found.sort(Comparator.comparing(p -> p.label().equals(UNRESOLVED)));
    Set<Integer> refused = new HashSet<>();
    Set<Integer> strong = new HashSet<>();
    for (ScriptProblem problem : found) {
      problem.span().ifPresent(span -> {
        if (problem.code().equals(REFUSED)) {
          refused.add(span.line());
        }
        if (!WEAK.contains(problem.code())) {
          strong.add(span.line());
        }
      });
    }
    Set<List<Integer>> places = new HashSet<>();
    List<ScriptProblem> shown = new ArrayList<>();
    for (ScriptProblem problem : found) {
      Span span = problem.span().orElse(null);
      boolean cascade = span != null && (refused.contains(span.line()) && !problem.code().equals(REFUSED)
          || WEAK.contains(problem.code()) && strong.contains(span.line())
          || problem.code().equals(Outline.NOT_SAID) && misspelt(problem));
      if (!cascade && (span == null || problem.code().equals(Outline.NOT_SAID)
          || places.add(problem.code().equals(REFUSED) || WEAK.contains(problem.code())
              ? List.of(span.line()) : List.of(span.line(), span.column())))) {
        shown.add(problem);
      }
    }
    shown.sort(Comparator.comparing((ScriptProblem p) -> p.span().map(Span::line).orElse(0))
        .thenComparing(p -> p.span().map(Span::column).orElse(0)));
    return shown;
  }

  /** A word is not missing where another mistake stands in its place. */
  private boolean misspelt(ScriptProblem missing) {
    String word = missing.message().split(" ")[1]; // no WORD is said
    return found.stream().anyMatch(p -> p != missing && p.label().contains("`" + word));
  }

  /** Where a node stands; one that spans lines is underlined to the end of its first word. */
  static Span span(ASTNode node) {
    int length = node.getLastLineNumber() == node.getLineNumber() ? node.getLastColumnNumber() - node.getColumnNumber() : 1;
    return new Span(Math.max(1, node.getLineNumber()), Math.max(1, node.getColumnNumber()), Math.max(1, length));
  }
}
