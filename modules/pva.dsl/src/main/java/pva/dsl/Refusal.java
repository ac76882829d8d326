package pva.dsl;

import org.codehaus.groovy.ast.ASTNode;

/** How a refusal reads. */
final class Refusal {
  static final String HELP = "--trust allows it; give it only for scripts you wrote";

  private Refusal() {}

  static ScriptProblem of(ASTNode at, String what) {
    return ScriptProblem.at(Problems.span(at), Problems.REFUSED, "a script may not use " + what, "refused", HELP);
  }

  /** What a class is for, in words; empty where there is nothing to say beyond its name. */
  static String purpose(String type, String member) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    if (type.startsWith("java.nio.file") || type.startsWith("java.io") || simple.equals("ResourceGroovyMethods")
        || simple.equals("IOGroovyMethods") || simple.equals("NioExtensions")) {
      return "files and streams";
    } else if (simple.startsWith("Process") || simple.equals("Runtime")) {
      return "programs";
    } else if (type.startsWith("java.net")) {
      return "the network";
    } else if (simple.equals("System") || simple.startsWith("Thread")) {
      return "the process and its environment";
    } else if (simple.equals("ClassLoader") || simple.equals("Class") || type.startsWith("java.lang.reflect")
        || type.startsWith("java.lang.invoke") || type.contains("MetaClass") || type.equals("groovy.lang.GroovyObject")
        || member.equals("metaClass") || member.equals("class") || member.equals("getClass") || member.equals("invokeMethod")) {
      return "reflection";
    } else if (type.startsWith("groovy.util.Eval") || simple.equals("GroovyShell") || type.equals("groovy.lang.Script")) {
      return "code that is made at run time";
    }
    return "";
  }
}
