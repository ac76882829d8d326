package pva.dsl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;
import pva.analysis.spec.Span;

/**
 * The blocks of a script and the words said in them, read from the syntax alone. What is wrong here is reported and taken
 * out of the tree, so that the type checker does not report it a second time in its own words.
 */
final class Outline {
  static final String NOT_SAID = "PVA-DSL-016";
  private static final String HELP = "pva help analysis";

  private final Problems problems;
  private final Map<String, List<Span>> said = new LinkedHashMap<>();
  private Optional<ClosureExpression> params = Optional.empty();
  private Optional<Asked> asked = Optional.empty();

  /** The block that says what is asked for. */
  private record Asked(Block block, ClosureExpression closure, int line) {
  }

  Outline(Problems problems) {
    this.problems = problems;
  }

  /** The {@code params} block; it is no longer part of the code. */
  Optional<ClosureExpression> params() {
    return params;
  }

  /** Every place where a setting is said, in the order of the script. */
  Map<String, List<Span>> said() {
    return said;
  }

  /** What the script asks for; the analysis where it does not say. */
  Block block() {
    return asked.map(Asked::block).orElse(Block.ANALYSIS);
  }

  /** Whether the node stands inside the block that asks. */
  boolean inside(ASTNode node) {
    return asked.isPresent() && inside(asked.get().closure(), node);
  }

  private static boolean inside(ClosureExpression closure, ASTNode node) {
    return before(closure.getLineNumber(), closure.getColumnNumber(), node.getLineNumber(), node.getColumnNumber())
        && before(node.getLineNumber(), node.getColumnNumber(), closure.getLastLineNumber(), closure.getLastColumnNumber());
  }

  private static boolean before(int line, int column, int otherLine, int otherColumn) {
    return line < otherLine || line == otherLine && column <= otherColumn;
  }

  void read(BlockStatement script) {
    Map<String, Integer> first = new HashMap<>();
    boolean misspelt = false;
    for (Iterator<Statement> all = script.getStatements().iterator(); all.hasNext(); ) {
      MethodCallExpression call = call(all.next());
      if (call == null || block(call) == null) {
        continue;
      }
      String name = call.getMethodAsString();
      Span span = Problems.span(call.getMethod());
      Integer line = first.putIfAbsent(name, span.line());
      Optional<Block> kind = Block.of(name);
      if (!Block.names().contains(name)) {
        String label = Suggestion.label(name, Block.names(), Block.rule());
        problems.add(ScriptProblem.at(span, "PVA-DSL-003", "unknown block `" + name + "`", label, HELP));
        misspelt |= Arrays.stream(Block.values()).anyMatch(b -> label.contains("`" + b.word() + "`"));
        all.remove();
      } else if (line != null) {
        problems.add(ScriptProblem.at(span, "PVA-DSL-009", "a second " + name + " { }", "the first is in line " + line,
            "pva help " + name));
        all.remove();
      } else if (kind.isEmpty()) {
        params = Optional.of(block(call));
        all.remove();
      } else if (asked.isPresent()) {
        problems.add(ScriptProblem.at(span, "PVA-DSL-025", "a script asks for one thing, not for "
            + asked.get().block().word() + " { } and "
            + name + " { }", "the first is in line " + asked.get().line() + "; write this one in a script of its own", "pva help " + name));
        all.remove();
      } else {
        asked = Optional.of(new Asked(kind.get(), block(call), span.line()));
        settings(kind.get(), (BlockStatement) block(call).getCode());
        kind.get().required().forEach(words -> one(kind.get(), words, span));
      }
    }
    if (asked.isEmpty() && !misspelt) {
      problems.add(new ScriptProblem("PVA-DSL-002", "the script has no " + Block.said() + " block", Optional.empty(),
          "write one: analysis { layer 41 }", List.of(HELP)));
    }
  }

  /** One of these words has to be said, and no second one. */
  private void one(Block kind, List<String> words, Span span) {
    List<String> found = words.stream().filter(said::containsKey).toList();
    if (found.isEmpty()) {
      String word = words.get(0);
      problems.add(ScriptProblem.at(span, NOT_SAID, "no " + word + " is said in " + kind.word() + " { }",
          "add a line such as `" + Words.find(kind, word).orElseThrow().example() + "`", "pva help " + word));
    } else if (found.size() > 1) {
      problems.add(ScriptProblem.at(said.get(found.get(1)).get(0), "PVA-DSL-030", "`" + found.get(0) + "` and `" + found.get(1)
          + "` are both said", "`" + found.get(0) + "` stands in line " + said.get(found.get(0)).get(0).line(),
          "pva help " + found.get(1)));
    }
  }

  private void settings(Block kind, BlockStatement block) {
    Set<String> settings = Words.settings(kind);
    Map<String, Integer> first = new HashMap<>();
    for (Iterator<Statement> all = block.getStatements().iterator(); all.hasNext(); ) {
      Statement statement = all.next();
      negative(statement, settings);
      Optional<VariableExpression> assigned = assigned(statement).filter(v -> settings.contains(v.getName()));
      List<String> labels = statement.getStatementLabels();
      MethodCallExpression call = call(statement);
      if (assigned.isPresent()) {
        problems.add(spaced(kind, Problems.span(assigned.get()), assigned.get().getName(), "="));
        said.computeIfAbsent(assigned.get().getName(), n -> new ArrayList<>()).add(Problems.span(assigned.get()));
        all.remove();
      } else if (labels != null && settings.contains(labels.get(0))) {
        Span span = Problems.span(statement);
        problems.add(spaced(kind, span, labels.get(0), ":"));
        said.computeIfAbsent(labels.get(0), n -> new ArrayList<>()).add(span);
        all.remove();
      } else if (call != null && settings.contains(call.getMethodAsString())) {
        Span span = Problems.span(call.getMethod());
        Integer line = first.putIfAbsent(call.getMethodAsString(), span.line());
        if (line != null) {
          problems.add(ScriptProblem.at(span, "PVA-DSL-009", "`" + call.getMethodAsString() + "` is said twice",
              "the first is in line " + line, "pva help " + call.getMethodAsString()));
          all.remove();
        }
      } else if (call != null && Words.values(kind).contains(call.getMethodAsString())) {
        String name = call.getMethodAsString();
        problems.add(ScriptProblem.at(Problems.span(call.getMethod()), "PVA-DSL-018", "`" + name + "` alone does nothing",
            "write `" + Words.find(kind, name).orElseThrow().example() + "`", "pva help " + name));
        all.remove();
      }
    }
    block.visit(new CodeVisitorSupport() {
      @Override
      public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isImplicitThis() && settings.contains(call.getMethodAsString())) {
          said.computeIfAbsent(call.getMethodAsString(), n -> new ArrayList<>()).add(Problems.span(call.getMethod()));
        }
        super.visitMethodCallExpression(call);
      }
    });
  }

  /** {@code layer -1} reads as a subtraction; a setting has no value to subtract from, so it is meant as a call. */
  private static void negative(Statement statement, Set<String> settings) {
    if (statement instanceof ExpressionStatement e && e.getExpression() instanceof BinaryExpression b
        && b.getOperation().getType() == Types.MINUS
        && b.getLeftExpression() instanceof VariableExpression word && settings.contains(word.getName())) {
      Expression value = b.getRightExpression();
      Expression negated = value instanceof ConstantExpression c && c.getValue() instanceof Integer n ? new ConstantExpression(-n, true)
          : value instanceof ConstantExpression c && c.getValue() instanceof BigDecimal n ? new ConstantExpression(n.negate())
          : new UnaryMinusExpression(value);
      negated.setSourcePosition(value);
      negated.setLineNumber(b.getOperation().getStartLine());
      negated.setColumnNumber(b.getOperation().getStartColumn());
      ConstantExpression name = new ConstantExpression(word.getName());
      name.setSourcePosition(word);
      MethodCallExpression call = new MethodCallExpression(VariableExpression.THIS_EXPRESSION, name, new ArgumentListExpression(negated));
      call.setImplicitThis(true);
      call.setSourcePosition(b);
      e.setExpression(call);
    }
  }

  private static ScriptProblem spaced(Block kind, Span span, String word, String sign) {
    return ScriptProblem.at(span, "PVA-DSL-019", "`" + word + "` is written without `" + sign + "`",
        "write `" + Words.find(kind, word).orElseThrow().example() + "`", "pva help " + word);
  }

  private static Optional<VariableExpression> assigned(Statement statement) {
    return statement instanceof ExpressionStatement e && e.getExpression() instanceof BinaryExpression b
        && b.getOperation().getType() == Types.ASSIGN && b.getClass() == BinaryExpression.class
        && b.getLeftExpression() instanceof VariableExpression v ? Optional.of(v) : Optional.empty();
  }

  /** The call that a statement consists of, where it is written without a receiver. */
  private static MethodCallExpression call(Statement statement) {
    return statement instanceof ExpressionStatement e && e.getExpression() instanceof MethodCallExpression call && call.isImplicitThis()
        && call.getMethodAsString() != null ? call : null;
  }

  /** The closure that is the call's only argument. */
  private static ClosureExpression block(MethodCallExpression call) {
    List<Expression> arguments = ((TupleExpression) call.getArguments()).getExpressions();
    return arguments.size() == 1 && arguments.get(0) instanceof ClosureExpression closure ? closure : null;
  }
}
