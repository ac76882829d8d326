package pva.dsl;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;
import pva.dsl.Word.NamedSetting;

/** Checks what Java's types cannot say about a word's arguments: names and types of named settings, ranges of constants. */
final class WordCalls extends ClassCodeVisitorSupport {
  private final SourceUnit source;
  private final Problems problems;
  private final Block block;

  WordCalls(SourceUnit source, Problems problems, Block block) {
    this.source = source;
    this.problems = problems;
    this.block = block;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    super.visitMethodCallExpression(call);
    MethodNode target = call.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
    if (target == null || !Block.declares(target.getDeclaringClass().getName())) {
      return;
    }
    Optional<Word> word = Words.find(block, target.getName());
    List<Expression> arguments = ((TupleExpression) call.getArguments()).getExpressions();
    Optional<Method> method = word.flatMap(w -> w.methods().stream().filter(m -> same(m, target)).findFirst());
    for (int i = 0; method.isPresent() && i < arguments.size(); i++) {
      int parameter = Math.min(i, method.get().getParameterCount() - 1); // the last one may take many
      if (method.get().getParameterTypes()[parameter] == Map.class) {
        settings(word.get(), arguments.get(i));
      } else {
        range(word.get(), method.get().getParameterAnnotations()[parameter], arguments.get(i));
      }
    }
  }

  private static boolean same(Method method, MethodNode target) {
    if (method.getParameterCount() != target.getParameters().length) {
      return false;
    }
    for (int i = 0; i < method.getParameterCount(); i++) {
      if (!method.getParameterTypes()[i].getName().equals(target.getParameters()[i].getType().getName())) {
        return false;
      }
    }
    return true;
  }

  private void settings(Word word, Expression argument) {
    if (!(argument instanceof MapExpression map)) {
      add(argument, "PVA-DSL-006", "the settings of `" + word.name() + "` are written out, name by name",
          "write `" + word.example() + "`", word);
      return;
    }
    for (MapEntryExpression entry : map.getMapEntryExpressions()) {
      if (entry.getKeyExpression() instanceof ConstantExpression key) {
        setting(word, key, entry.getValueExpression());
      } else {
        add(entry, "PVA-DSL-006", "the settings of `" + word.name() + "` are written out, name by name",
            "write `" + word.example() + "`", word);
      }
    }
  }

  private void setting(Word word, ConstantExpression key, Expression value) {
    List<String> known = word.settings().stream().map(NamedSetting::name).toList();
    Optional<NamedSetting> setting = word.named(key.getText());
    if (setting.isEmpty()) {
      add(key, "PVA-DSL-005", "`" + word.name() + "` has no setting `" + key.getText() + "`",
          Suggestion.label(key.getText(), known, "it has: " + String.join(", ", known)), word);
      return;
    }
    ClassNode type = type(value);
    if (!PlainType.fits(type, setting.get().type())) {
      add(value, "PVA-DSL-006", "`" + key.getText() + "` of `" + word.name() + "` takes " + setting.get().typeName() + ", not "
          + given(value, type), setting.get().description(), word);
    } else {
      number(value).filter(n -> n < setting.get().min()).ifPresent(n -> add(value, "PVA-DSL-008",
          "`" + key.getText() + "` of `" + word.name() + "` is " + value.getText() + "; it has to be at least "
              + plain(setting.get().min()),
          "out of range", word));
    }
  }

  private void range(Word word, Annotation[] annotations, Expression value) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof Within within) {
        number(value).filter(n -> !(n >= within.min() && n <= within.max())).ifPresent(n -> {
          String rule = within.max() == Double.POSITIVE_INFINITY ? "at least " + plain(within.min())
              : "from " + plain(within.min()) + " to " + plain(within.max());
          add(value, "PVA-DSL-008", "`" + word.name() + "` is " + value.getText() + "; it has to be " + rule, "out of range", word);
        });
      }
    }
  }

  private static Optional<Double> number(Expression value) {
    if (value instanceof UnaryMinusExpression minus) {
      return number(minus.getExpression()).map(n -> -n);
    }
    return value instanceof ConstantExpression c && c.getValue() instanceof Number n ? Optional.of(n.doubleValue()) : Optional.empty();
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String given(Expression value, ClassNode type) {
    return value instanceof ConstantExpression c && c.isNullExpression() ? "null" : PlainType.of(type);
  }

  private static ClassNode type(Expression expression) {
    ClassNode inferred = expression.getNodeMetaData(StaticTypesMarker.INFERRED_TYPE);
    return inferred != null ? inferred : expression.getType();
  }

  private void add(ASTNode node, String code, String message, String label, Word word) {
    problems.add(ScriptProblem.at(Problems.span(node), code, message, label, "pva help " + word.name()));
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return source;
  }
}
