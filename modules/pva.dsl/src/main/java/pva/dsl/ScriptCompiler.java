package pva.dsl;

import groovy.lang.GroovyClassLoader;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.GroovyBugError;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.classgen.asm.WriterControllerFactory;
import org.codehaus.groovy.classgen.asm.sc.StaticTypesWriterControllerFactoryImpl;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilationUnit.IPrimaryClassNodeOperation;
import org.codehaus.groovy.control.CompilationUnit.ISourceUnitOperation;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.codehaus.groovy.tools.GroovyClass;
import org.codehaus.groovy.transform.sc.StaticCompilationMetadataKeys;
import org.codehaus.groovy.transform.sc.transformers.StaticCompilationTransformer;
import pva.analysis.spec.Span;

/** Compiles one script: syntax, outline, types, allow list, bytecode; in one pass, all mistakes at once. */
final class ScriptCompiler {
  /** The source's name in stack traces; not the file's, which need not be a Java name. */
  static final String SOURCE = "PvaScript.groovy";

  /** The parser's time and memory grow without bound with the depth of brackets. */
  private static final int DEEPEST = 32;

  private final ScriptOptions options;
  private final Problems problems = new Problems();
  private final Outline outline = new Outline(problems);
  private Map<String, Object> params = Map.of();

  /**
   * A script ready to run.
   *
   * @param said every place where a setting is said
   */
  record Compiled(Class<?> type, Block block, Map<String, Object> params, Map<String, List<Span>> said) {
    AnalysisScript create() throws ReflectiveOperationException {
      return (AnalysisScript) type.getDeclaredConstructor().newInstance();
    }
  }

  ScriptCompiler(ScriptOptions options) {
    this.options = options;
  }

  /** The mistakes that {@link #compile} found, in the order of the script. */
  List<ScriptProblem> problems() {
    return problems.sorted();
  }

  /** Empty where there are mistakes. */
  Optional<Compiled> compile(String text) {
    if (depth(text) > DEEPEST) {
      problems.add(new ScriptProblem(Problems.SYNTAX, "brackets are nested more than " + DEEPEST + " deep", Optional.empty(),
          "", List.of()));
      return Optional.empty();
    }
    CompilerConfiguration settings = new CompilerConfiguration();
    settings.setTargetBytecode("17");
    settings.setTolerance(Integer.MAX_VALUE);
    ClassLoader words = ScriptCompiler.class.getClassLoader();
    GroovyClassLoader classes = new GroovyClassLoader(words, settings);
    CompilationUnit unit = new CompilationUnit(settings, null, classes, options.trust() ? classes : new NoTransforms(words, settings));
    unit.addSource(SOURCE, text);
    unit.addPhaseOperation((ISourceUnitOperation) this::outline, Phases.CONVERSION);
    unit.addPhaseOperation((IPrimaryClassNodeOperation) (source, context, type) -> check(unit, source, type), Phases.INSTRUCTION_SELECTION);
    try {
      unit.compile(Phases.CLASS_GENERATION);
    } catch (CompilationFailedException e) {
      Optional.ofNullable(unit.getErrorCollector().getErrors()).ifPresent(errors -> errors.forEach(this::collect));
      unreadable(e);
    } catch (RuntimeException | GroovyBugError | StackOverflowError e) {
      unreadable(e);
    }
    return problems.isEmpty() ? Optional.of(new Compiled(define(unit, words), outline.block(), params, outline.said())) : Optional.empty();
  }

  /** The compiler gave up without saying where. */
  private void unreadable(Throwable e) {
    if (problems.isEmpty()) {
      String reason = e instanceof StackOverflowError ? "an expression is too long"
          : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.add(new ScriptProblem(Problems.SYNTAX, "the script cannot be compiled: " + reason, Optional.empty(), "", List.of()));
    }
  }

  private static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' || c == '{' ? 1 : depth > 0 && (c == ')' || c == ']' || c == '}') ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  private void outline(SourceUnit source) {
    ModuleNode module = source.getAST();
    ClassNode type = module.getScriptClassDummy();
    type.setSuperClass(ClassHelper.make(AnalysisScript.class));
    List.copyOf(type.getMethods()).stream().filter(m -> m.isScriptBody() && m.getName().equals("main")).forEach(type::removeMethod);
    List.copyOf(type.getDeclaredConstructors()).stream().filter(c -> c.getParameters().length > 0).forEach(type::removeConstructor);
    if (!options.trust()) {
      new SyntaxRefusals(source, problems).check(module);
    }
    Params reader = new Params(source, problems);
    BlockStatement script = module.getStatementBlock();
    outline.read(script);
    outline.params().ifPresent(reader::declare);
    reader.set(options.params());
    reader.visitBlockStatement(script);
    params = new LinkedHashMap<>(reader.values());
  }

  /** What {@code @CompileStatic} does, with our checker, and with the allow list between checking and compiling. */
  private void check(CompilationUnit unit, SourceUnit source, ClassNode type) {
    if (type.getOuterClass() != null) {
      return;
    }
    ScriptTypeChecker checker = new ScriptTypeChecker(source, type, outline);
    checker.setCompilationUnit(unit);
    type.putNodeMetaData(WriterControllerFactory.class, new StaticTypesWriterControllerFactoryImpl());
    type.putNodeMetaData(StaticCompilationMetadataKeys.STATIC_COMPILE_NODE, Boolean.TRUE);
    checker.initialize();
    checker.visitClass(type);
    checker.performSecondPass();
    new WordCalls(source, problems, outline.block()).visitClass(type);
    if (!options.trust()) {
      new AllowedCode(source, problems, outline.block()).visitClass(type);
    }
    if (!problems.isEmpty()) {
      source.getErrorCollector().addErrorAndContinue(Message.create("the script has mistakes", source));
    } else if (!source.getErrorCollector().hasErrors()) {
      new StaticCompilationTransformer(source, checker).visitClass(type);
    }
  }

  private void collect(Message message) {
    if (message instanceof SyntaxErrorMessage error) {
      SyntaxException cause = error.getCause();
      if (cause instanceof ScriptTypeChecker.Mistake mistake) {
        problems.add(mistake.problem);
      } else {
        problems.add(syntax(cause));
      }
    }
  }

  private static ScriptProblem syntax(SyntaxException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("").trim();
    int length = e.getEndLine() == e.getStartLine() ? e.getEndColumn() - e.getStartColumn() : 1;
    Span span = new Span(Math.max(1, e.getStartLine()), Math.max(1, e.getStartColumn()), Math.max(1, length));
    String unresolved = "unable to resolve class ";
    if (message.startsWith(unresolved)) {
      return ScriptProblem.at(span, "PVA-DSL-010", "unknown class `" + message.substring(unresolved.length()).trim() + "`", "");
    }
    return ScriptProblem.at(span, Problems.SYNTAX, message.isEmpty() ? "not Groovy"
        : message.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
        + message.substring(1), "");
  }

  private static Class<?> define(CompilationUnit unit, ClassLoader words) {
    ScriptClasses loader = new ScriptClasses(words, unit.getClasses());
    try {
      return loader.loadClass(SOURCE.substring(0, SOURCE.indexOf('.')));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the compiler made no script class", e);
    }
  }

  /** Holds the classes of one script. */
  private static final class ScriptClasses extends ClassLoader {
    private final Map<String, byte[]> code = new LinkedHashMap<>();

    ScriptClasses(ClassLoader parent, List<GroovyClass> classes) {
      super(parent);
      classes.forEach(c -> code.put(c.getName(), c.getBytes()));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = code.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  /**
   * Finds no syntax tree transformation, global or by annotation: those would run while an untrusted script is compiled.
   * The type checker itself asks this loader for its hints on closure parameters.
   */
  private static final class NoTransforms extends GroovyClassLoader {
    NoTransforms(ClassLoader parent, CompilerConfiguration settings) {
      super(parent, settings);
    }

    @Override
    public Class<?> loadClass(String name, boolean lookupScriptFiles, boolean preferClassOverScript, boolean resolve)
        throws ClassNotFoundException {
      if (!name.startsWith("groovy.transform.stc.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, false, true, resolve);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }
}
