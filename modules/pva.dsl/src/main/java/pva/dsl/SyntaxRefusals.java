package pva.dsl;

import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Refuses what could act while the script is being compiled, or what hides names: annotations (they may stand for syntax
 * tree transformations), imports, classes and methods. Works on the bare syntax, before anything is resolved.
 */
final class SyntaxRefusals extends ClassCodeVisitorSupport {
  private final SourceUnit source;
  private final Problems problems;

  SyntaxRefusals(SourceUnit source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  void check(ModuleNode module) {
    if (module.hasPackageName()) {
      refuse(module.getPackage(), "a package");
      visitAnnotations(module.getPackage());
    }
    module.getImports().forEach(i -> importOf(i, i.getAlias().equals(i.getType().getNameWithoutPackage())
        && AllowList.type(i.getClassName())));
    module.getStarImports().forEach(i -> importOf(i, false));
    module.getStaticImports().values().forEach(i -> importOf(i, false));
    module.getStaticStarImports().values().forEach(i -> importOf(i, false));
    for (ClassNode type : List.copyOf(module.getClasses())) {
      if (type.isScript()) {
        type.getMethods().stream().filter(m -> m.getCode() != module.getStatementBlock())
            .forEach(m -> refuse(m, "a method; write a closure: def " + m.getName() + " = { ... }"));
      } else {
        refuse(type, "a class `" + type.getNameWithoutPackage() + "`");
      }
      visitAnnotations(type);
      type.getFields().forEach(this::visitField);
      type.getMethods().forEach(this::visitMethod);
    }
  }

  private void importOf(ImportNode node, boolean allowed) {
    visitAnnotations(node);
    if (!allowed) {
      refuse(node, "the import of " + (node.getClassName() != null ? node.getClassName() : node.getPackageName() + "*"));
    }
  }

  @Override
  public void visitAnnotations(AnnotatedNode node) {
    List<AnnotationNode> annotations = node.getAnnotations();
    for (AnnotationNode annotation : annotations) {
      if (annotation.getLineNumber() > 0) { // else the compiler's own
        refuse(annotation, "the annotation @" + annotation.getClassNode().getNameWithoutPackage());
      }
    }
    annotations.removeIf(annotation -> annotation.getLineNumber() > 0);
  }

  @Override
  protected void visitConstructorOrMethod(MethodNode node, boolean isConstructor) {
    super.visitConstructorOrMethod(node, isConstructor);
    for (var parameter : node.getParameters()) {
      visitAnnotations(parameter);
    }
  }

  private void refuse(ASTNode node, String what) {
    problems.add(Refusal.of(node, what));
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return source;
  }
}
