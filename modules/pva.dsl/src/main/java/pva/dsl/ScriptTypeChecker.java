package pva.dsl;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.codehaus.groovy.transform.sc.StaticCompilationVisitor;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;
import pva.analysis.spec.Span;

/** Groovy's static type checker, speaking of words and settings instead of methods and classes. */
final class ScriptTypeChecker extends StaticCompilationVisitor {
  private static final String OTHER = "PVA-DSL-017";

  private final Outline outline;

  ScriptTypeChecker(SourceUnit source, ClassNode type, Outline outline) {
    super(source, type);
    this.outline = outline;
  }

  /** A problem on its way through Groovy's error collector, which drops what was found while it only tried something. */
  static final class Mistake extends SyntaxException {
    private static final long serialVersionUID = 1L;
    final transient ScriptProblem problem;

    Mistake(ScriptProblem problem, Span span) {
      super(problem.message(), span.line(), span.column(), span.line(), span.column() + span.length());
      this.problem = problem;
    }
  }

  @Override
  protected void addStaticTypeError(String message, ASTNode node) {
    if (node instanceof VariableExpression variable && message.startsWith("The variable [")) {
      report(unknownName(outline.block(), variable));
    } else {
      addError(message, node);
    }
  }

  @Override
  public void addError(String message, ASTNode node) {
    if (node.getLineNumber() > 0 && node.getColumnNumber() > 0) {
      String plain = message.replace("[Static type checking] - ", "").trim();
      ASTNode at = node instanceof MethodCallExpression call ? call.getMethod() : node;
      report(ScriptProblem.at(Problems.span(at), OTHER, plain.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + plain.substring(1), ""));
    }
  }

  @Override
  protected void addNoMatchingMethodError(ClassNode receiver, String name, ClassNode[] types, ASTNode origin) {
    if (origin instanceof MethodCallExpression call && call.isImplicitThis()) {
      if (takesUnknown(call)) {
        return;
      }
      report(noSuchWord(name, types, call.getMethod()));
    } else {
      ASTNode at = origin instanceof MethodCallExpression call ? call.getMethod() : origin;
      String given = types == null || types.length == 0 ? "" : " with " + described(types);
      report(ScriptProblem.at(Problems.span(at), OTHER, PlainType.of(receiver) + " has no `" + name + "`" + given, ""));
    }
  }

  /** An argument that is itself an unknown word was reported already. */
  private boolean takesUnknown(MethodCallExpression call) {
    return ((TupleExpression) call.getArguments()).getExpressions().stream().anyMatch(this::unknown);
  }

  private boolean unknown(Expression argument) {
    if (argument instanceof VariableExpression name) {
      return name.getAccessedVariable() instanceof DynamicVariable
          && (!Words.values(outline.block()).contains(name.getName()) || parenthesised(name.getName()));
    } else if (argument instanceof BinaryExpression two) {
      return unknown(two.getLeftExpression()) || unknown(two.getRightExpression());
    } else if (argument instanceof PropertyExpression read) {
      return unknown(read.getObjectExpression());
    }
    return argument instanceof MethodCallExpression call && call.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET) == null;
  }

  private boolean parenthesised(String name) {
    return Words.find(outline.block(), name).filter(w -> w.methods().stream().noneMatch(m -> m.getName().startsWith("get"))).isPresent();
  }

  private ScriptProblem noSuchWord(String name, ClassNode[] types, ASTNode at) {
    Span span = Problems.span(at);
    Block block = outline.block();
    boolean inside = outline.inside(at);
    Word word = Words.find(block, name).orElse(null);
    if (word != null && !inside) {
      return ScriptProblem.at(span, "PVA-DSL-011", "`" + name + "` stands outside " + block.word() + " { }", "move it into the block",
          "pva help " + name);
    } else if (word != null) {
      String forms = word.forms().stream().map(f -> "`" + f + "`").collect(Collectors.joining(" or "));
      return ScriptProblem.at(span, "PVA-DSL-004", "`" + name + "` does not take " + described(types), "write " + forms,
          "pva help " + name);
    } else if (inside) {
      return unknownWord(name, span);
    }
    return ScriptProblem.at(span, "PVA-DSL-003", "unknown word `" + name + "`",
        Suggestion.label(name, Block.names(), Block.rule()), "pva help analysis");
  }

  /** A setting where it stands alone, else a value of the setting it is given to. */
  private ScriptProblem unknownWord(String name, Span span) {
    Block block = outline.block();
    Optional<Word> setting = typeCheckingContext.getEnclosingMethodCalls().stream().filter(MethodCallExpression.class::isInstance)
        .map(c -> ((MethodCallExpression) c).getMethodAsString()).filter(n -> n != null && Words.settings(block).contains(n)).findFirst()
        .flatMap(n -> Words.find(block, n));
    Set<String> known = setting.map(Words::valuesOf).orElse(Words.settings(block));
    Set<String> near = new TreeSet<>(known);
    near.addAll(Words.settings(block));
    near.addAll(Words.values(block));
    String kind = setting.map(w -> "unknown value `" + name + "` of `" + w.name() + "`")
        .orElse("unknown setting `" + name + "` in " + block.word() + " { }");
    return ScriptProblem.at(span, "PVA-DSL-003", kind,
        Suggestion.label(name, near, (setting.isPresent() ? "values are: " : "settings are: ")
        + String.join(", ", known)), "pva help " + setting.map(Word::name).orElse(block.word()));
  }

  private static String described(ClassNode[] types) {
    return types.length == 0 ? "nothing" : Arrays.stream(types).map(PlainType::of).collect(Collectors.joining(" and "));
  }

  static ScriptProblem unknownName(Block block, VariableExpression variable) {
    String name = variable.getName();
    String label;
    if (name.equals("params")) {
      label = "read a parameter as `params.NAME`";
    } else if (Words.values(block).contains(name)) {
      label = "write it with parentheses: `" + name + "()`";
    } else {
      label = Suggestion.label(name, Words.values(block), "a text is written in quotes");
    }
    return ScriptProblem.at(Problems.span(variable), "PVA-DSL-010", "unknown name `" + name + "`", label, "pva help " + block.word());
  }

  private void report(ScriptProblem problem) {
    typeCheckingContext.getErrorCollector().addErrorAndContinue(
        new SyntaxErrorMessage(new Mistake(problem, problem.span().orElseThrow()), getSourceUnit()));
  }
}
