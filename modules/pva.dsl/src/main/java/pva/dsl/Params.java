package pva.dsl;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/**
 * The declared parameters. Their values are known before the script is compiled, so {@code params.layer} simply becomes
 * that value in the code: it has a type, and a value out of range is found like any other constant.
 */
final class Params extends ClassCodeExpressionTransformer {
  private final SourceUnit source;
  private final Problems problems;
  private final Map<String, Object> values = new LinkedHashMap<>();

  Params(SourceUnit source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  Map<String, Object> values() {
    return values;
  }

  /** Reads {@code params { name = default }}. */
  void declare(ClosureExpression block) {
    for (Statement statement : ((BlockStatement) block.getCode()).getStatements()) {
      if (statement instanceof ExpressionStatement e && e.getExpression() instanceof BinaryExpression b
          && b.getOperation().getType() == Types.ASSIGN && b.getLeftExpression() instanceof VariableExpression name
          && b.getRightExpression() instanceof ConstantExpression value && literal(value.getValue())) {
        if (values.putIfAbsent(name.getName(), value.getValue()) != null) {
          problems.add(ScriptProblem.at(Problems.span(name), "PVA-DSL-009",
              "the parameter `" + name.getName() + "` is declared twice", ""));
        }
      } else {
        problems.add(ScriptProblem.at(Problems.span(statement), "PVA-DSL-013", "a parameter is declared by a name and its default",
            "write `name = 4`, a number, a text or true/false", "pva help params"));
      }
    }
  }

  private static boolean literal(Object value) {
    return value instanceof Integer || value instanceof Long || value instanceof BigDecimal || value instanceof Double
        || value instanceof String || value instanceof Boolean;
  }

  /** Puts the values given on the command line in place of the defaults. */
  void set(Map<String, String> given) {
    given.forEach((name, text) -> {
      Object standard = values.get(name);
      if (standard == null) {
        String known = values.isEmpty() ? "the script declares no parameters" : "declared are: " + String.join(", ", values.keySet());
        problems.add(new ScriptProblem("PVA-DSL-014", "-P " + name + ": the script declares no parameter `" + name + "`", Optional.empty(),
            Suggestion.label(name, values.keySet(), known), List.of("pva help params")));
        return;
      }
      try {
        values.put(name, convert(text, standard));
      } catch (IllegalArgumentException e) {
        problems.add(new ScriptProblem("PVA-DSL-015", "-P " + name + ": `" + text + "` is not "
            + PlainType.of(standard.getClass()) + ", as the default " + standard + " is", Optional.empty(), "",
            List.of("pva help params")));
      }
    });
  }

  private static Object convert(String text, Object standard) {
    if (standard instanceof Boolean) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException();
      }
      return Boolean.valueOf(text);
    } else if (standard instanceof Integer) {
      return Integer.valueOf(text);
    } else if (standard instanceof Long) {
      return Long.valueOf(text);
    } else if (standard instanceof BigDecimal) {
      return new BigDecimal(text);
    } else if (standard instanceof Double) {
      return Double.valueOf(text);
    }
    return text;
  }

  @Override
  public Expression transform(Expression expression) {
    if (expression instanceof PropertyExpression p && p.getObjectExpression() instanceof VariableExpression v
        && v.getName().equals("params") && p.getPropertyAsString() != null) {
      return value(p, p.getPropertyAsString());
    }
    if (expression instanceof BinaryExpression b && b.getOperation().isA(Types.ASSIGNMENT_OPERATOR)
        && b.getLeftExpression() instanceof PropertyExpression p && p.getObjectExpression() instanceof VariableExpression v
        && v.getName().equals("params")) {
      problems.add(ScriptProblem.at(Problems.span(p), "PVA-DSL-012", "a parameter does not change while the script runs",
          "declare it in params { }, or set it with -P " + p.getPropertyAsString() + "=VALUE", "pva help params"));
      return transform(b.getRightExpression());
    }
    if (expression instanceof ClosureExpression closure) {
      closure.getCode().visit(this);
      return closure;
    }
    return expression == null ? null : expression.transformExpression(this);
  }

  private Expression value(PropertyExpression read, String name) {
    Object value = values.get(name);
    if (value == null) {
      String known = values.isEmpty() ? "declare it: params { " + name + " = ... }" : "declared are: " + String.join(", ", values.keySet());
      problems.add(ScriptProblem.at(Problems.span(read.getProperty()), "PVA-DSL-012", "unknown parameter `" + name + "`",
          Suggestion.label(name, values.keySet(), known), "pva help params"));
    }
    ConstantExpression constant = new ConstantExpression(value, value != null && !(value instanceof String)
        && ClassHelper.isPrimitiveType(ClassHelper.getUnwrapper(ClassHelper.make(value.getClass()))));
    constant.setSourcePosition(read);
    return constant;
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return source;
  }
}
