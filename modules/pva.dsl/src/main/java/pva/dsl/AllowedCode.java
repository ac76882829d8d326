package pva.dsl;

import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.*;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;

/**
 * Refuses every call, type and property that the allow list does not name. Runs after the type checker has selected what
 * each expression means; what it could not resolve is refused too, for the running program would resolve it by name.
 */
final class AllowedCode extends ClassCodeVisitorSupport {
  private static final Set<String> CLOSURE_INSIDES = Set.of("this", "super", "owner", "delegate", "thisObject", "metaClass", "directive",
      "resolveStrategy", "parameterTypes", "maximumNumberOfParameters", "binding", "class");

  private final SourceUnit source;
  private final Problems problems;
  private final Block block;

  AllowedCode(SourceUnit source, Problems problems, Block block) {
    this.source = source;
    this.problems = problems;
    this.block = block;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    MethodNode target = call.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
    if (!call.isImplicitThis()) {
      call.getObjectExpression().visit(this);
    }
    call.getArguments().visit(this);
    if (target == null) {
      if (call.getMethodAsString() == null) {
        refuse(call.getMethod(), "a method whose name is made at run time");
      } else if (!call.isImplicitThis()) {
        unresolved(call.getMethod(), call.getMethodAsString());
      }
    } else {
      method(call.getMethod(), target);
    }
  }

  private void unresolved(ASTNode at, String name) {
    problems.add(ScriptProblem.at(Problems.span(at), "PVA-DSL-017", "no method `" + name + "` is known for this value",
        Problems.UNRESOLVED));
  }

  private void method(ASTNode at, MethodNode target) {
    if (!AllowList.method(target)) {
      MethodNode real = target instanceof org.codehaus.groovy.transform.stc.ExtensionMethodNode e ? e.getExtensionMethodNode() : target;
      refuse(at, described(real.getDeclaringClass().getName(), target.getName()));
    }
  }

  private static String described(String owner, String name) {
    String purpose = Refusal.purpose(owner, name);
    return "`" + name + "`" + (purpose.isEmpty() ? "" : ": " + purpose);
  }

  @Override
  public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
    super.visitStaticMethodCallExpression(call);
    MethodNode target = call.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
    if (target == null || !AllowList.method(target)) {
      refuse(call, described(call.getOwnerType().getName(), call.getMethod()));
    }
  }

  @Override
  public void visitConstructorCallExpression(ConstructorCallExpression call) {
    super.visitConstructorCallExpression(call);
    boolean named = call.getArguments() instanceof TupleExpression t
        && t.getExpressions().stream().anyMatch(NamedArgumentListExpression.class::isInstance);
    if (!AllowList.constructor(call.getType()) || call.isUsingAnonymousInnerClass() || named) {
      refuse(call, "new " + described(call.getType().getName(), call.getType().getNameWithoutPackage()));
    }
  }

  @Override
  public void visitPropertyExpression(PropertyExpression read) {
    Expression object = read.getObjectExpression();
    object.visit(this);
    String name = read.getPropertyAsString();
    MethodNode getter = read.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
    ClassNode type = type(object);
    if (name == null) {
      refuse(read, "a property whose name is made at run time");
    } else if (object instanceof ClassExpression) {
      if (!AllowList.constant(name)) {
        refuse(read.getProperty(), described(object.getType().getName(), name));
      }
    } else if (name.equals("class") || name.equals("metaClass") || name.equals("properties")) {
      refuse(read.getProperty(), described("java.lang.Class", name));
    } else if (!map(type) && !(type.isArray() && name.equals("length"))) {
      if (getter == null || read.isSpreadSafe() || !AllowList.method(getter)) {
        refuse(read.getProperty(), described(getter == null ? type.getName() : getter.getDeclaringClass().getName(), name));
      }
    }
  }

  @Override
  public void visitAttributeExpression(AttributeExpression read) {
    refuse(read, "direct field access with .@");
  }

  @Override
  public void visitFieldExpression(FieldExpression read) {
    refuse(read, "a field");
  }

  @Override
  public void visitMethodPointerExpression(MethodPointerExpression pointer) {
    refuse(pointer, "a method pointer");
  }

  @Override
  public void visitMethodReferenceExpression(MethodReferenceExpression pointer) {
    refuse(pointer, "a method reference");
  }

  @Override
  public void visitBytecodeExpression(org.codehaus.groovy.classgen.BytecodeExpression code) {
    refuse(code, "bytecode");
  }

  @Override
  public void visitClassExpression(ClassExpression expression) {
    type(expression, expression.getType());
  }

  @Override
  public void visitCastExpression(CastExpression cast) {
    super.visitCastExpression(cast);
    type(cast, cast.getType());
  }

  @Override
  public void visitArrayExpression(ArrayExpression array) {
    super.visitArrayExpression(array);
    type(array, array.getElementType());
  }

  @Override
  public void visitVariableExpression(VariableExpression variable) {
    String name = variable.getName();
    if (variable.getAccessedVariable() instanceof DynamicVariable || variable.isThisExpression() || variable.isSuperExpression()) {
      if (CLOSURE_INSIDES.contains(name)) {
        refuse(variable, "`" + name + "`: the insides of closures and of the script");
      } else if (!Words.values(block).contains(name)) {
        problems.add(ScriptTypeChecker.unknownName(block, variable));
      }
    }
  }

  @Override
  public void visitDeclarationExpression(DeclarationExpression declaration) {
    super.visitDeclarationExpression(declaration);
    Expression left = declaration.getLeftExpression();
    if (left instanceof VariableExpression variable) {
      type(declaration, variable.getOriginType());
    } else if (left instanceof TupleExpression several) {
      several.getExpressions().forEach(e -> type(e, ((VariableExpression) e).getOriginType()));
    }
  }

  @Override
  public void visitClosureExpression(ClosureExpression closure) {
    if (closure.getParameters() != null) {
      for (Parameter parameter : closure.getParameters()) {
        type(parameter, parameter.getOriginType());
        if (parameter.hasInitialExpression()) {
          parameter.getInitialExpression().visit(this);
        }
      }
    }
    closure.getCode().visit(this);
  }

  @Override
  public void visitLambdaExpression(LambdaExpression lambda) {
    visitClosureExpression(lambda);
  }

  @Override
  public void visitForLoop(ForStatement loop) {
    super.visitForLoop(loop);
    if (loop.getValueVariable() != null) {
      type(loop.getValueVariable(), loop.getValueVariable().getOriginType());
    }
    if (loop.getIndexVariable() != null) {
      type(loop.getIndexVariable(), loop.getIndexVariable().getOriginType());
    }
  }

  @Override
  public void visitCatchStatement(CatchStatement statement) {
    super.visitCatchStatement(statement);
    type(statement.getVariable(), statement.getVariable().getOriginType());
  }

  @Override
  public void visitBinaryExpression(BinaryExpression expression) {
    super.visitBinaryExpression(expression);
    MethodNode target = expression.getNodeMetaData(StaticTypesMarker.DIRECT_METHOD_CALL_TARGET);
    ClassNode left = type(expression.getLeftExpression());
    if (expression.getLeftExpression() instanceof VariableExpression name && name.getAccessedVariable() instanceof DynamicVariable) {
      return; // unknown names are reported as such
    }
    if (expression.getOperation().getType() == Types.LEFT_SQUARE_BRACKET) {
      ClassNode key = type(expression.getRightExpression());
      boolean byName = ClassHelper.isStringType(key) || ClassHelper.isGStringType(key) || ClassHelper.isObjectType(key);
      boolean indexed = left.isArray() || ClassHelper.isStringType(left) || ClassHelper.isGStringType(left)
          || is(left, java.util.List.class);
      if (!map(left) && (byName || !indexed)) {
        refuse(expression, "[ ] on this value");
      }
    } else if (target != null) {
      method(expression, target);
    }
  }

  @Override
  public void visitPrefixExpression(PrefixExpression expression) {
    super.visitPrefixExpression(expression);
    number(expression, expression.getExpression());
  }

  @Override
  public void visitPostfixExpression(PostfixExpression expression) {
    super.visitPostfixExpression(expression);
    number(expression, expression.getExpression());
  }

  @Override
  public void visitUnaryMinusExpression(UnaryMinusExpression expression) {
    super.visitUnaryMinusExpression(expression);
    number(expression, expression.getExpression());
  }

  @Override
  public void visitUnaryPlusExpression(UnaryPlusExpression expression) {
    super.visitUnaryPlusExpression(expression);
    number(expression, expression.getExpression());
  }

  private void number(Expression at, Expression operand) {
    ClassNode type = ClassHelper.getWrapper(type(operand));
    if (!type.isDerivedFrom(ClassHelper.Number_TYPE)) {
      refuse(at, "this operator on anything but a number");
    }
  }

  private void type(ASTNode at, ClassNode type) {
    if (!AllowList.type(type) && !type.getName().startsWith("pva.")) {
      ClassNode named = type.isArray() ? type.getComponentType() : type;
      refuse(at, described(named.getName(), named.getNameWithoutPackage()));
    }
  }

  private static ClassNode type(Expression expression) {
    ClassNode inferred = expression.getNodeMetaData(StaticTypesMarker.INFERRED_TYPE);
    return inferred != null ? inferred : expression.getType();
  }

  private static boolean map(ClassNode type) {
    return is(type, java.util.Map.class);
  }

  private static boolean is(ClassNode type, Class<?> wanted) {
    ClassNode node = ClassHelper.make(wanted);
    return type.equals(node) || type.implementsInterface(node);
  }

  private void refuse(ASTNode node, String what) {
    problems.add(Refusal.of(node, what));
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return source;
  }
}
