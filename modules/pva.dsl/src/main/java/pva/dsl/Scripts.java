package pva.dsl;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.spec.ScriptSpec;
import pva.analysis.spec.Span;
import pva.analysis.spec.SteerSpec;
import pva.base.PvaException;
import pva.dsl.ScriptCompiler.Compiled;

/** Reads scripts: from a file to what is asked, or to all that is wrong with it. */
public final class Scripts {
  private Scripts() {}

  /**
   * The analysis a script asks for. Nothing the script names is opened.
   *
   * @throws ScriptException with every mistake, where there is one
   * @throws PvaException where the file cannot be read
   */
  public static AnalysisSpec load(Path script, ScriptOptions options) {
    return asked(script, options, AnalysisSpec.class, Block.ANALYSIS);
  }

  /** The steering study a script asks for; else as {@link #load}. */
  public static SteerSpec loadSteering(Path script, ScriptOptions options) {
    return asked(script, options, SteerSpec.class, Block.STEER);
  }

  private static <T extends ScriptSpec> T asked(Path script, ScriptOptions options, Class<T> kind, Block block) {
    ScriptSpec spec = read(script, options);
    if (!kind.isInstance(spec)) {
      throw PvaException.usage("PVA-DSL-026", "the script " + script + " has no " + block.word() + " { } block").at(script)
          .help("pva run takes every script");
    }
    return kind.cast(spec);
  }

  /** What a script asks for, whichever of its blocks says so; else as {@link #load}. */
  public static ScriptSpec read(Path script, ScriptOptions options) {
    String text = text(script);
    ScriptCompiler compiler = new ScriptCompiler(options);
    Optional<Compiled> compiled = compiler.compile(text);
    if (compiled.isEmpty()) {
      throw new ScriptException(script, text, compiler.problems(), null);
    }
    return evaluate(script, text, compiled.get(), options);
  }

  /**
   * The mistakes of a script, none where it is right. A script that is not trusted is also evaluated, to find what only
   * shows then; it can do no more than compute.
   */
  public static List<ScriptProblem> check(Path script, ScriptOptions options) {
    String text = text(script);
    ScriptCompiler compiler = new ScriptCompiler(options);
    Optional<Compiled> compiled = compiler.compile(text);
    if (compiled.isEmpty()) {
      return compiler.problems();
    }
    try {
      if (!options.trust()) {
        evaluate(script, text, compiled.get(), options);
      }
      return List.of();
    } catch (ScriptException e) {
      return e.problems();
    }
  }

  private static ScriptSpec evaluate(Path script, String text, Compiled compiled, ScriptOptions options) {
    try {
      return switch (compiled.block()) {
        case ANALYSIS -> analysis(AnalysisSpec.of(script, text), compiled, options);
        case GENERATE -> generation(GenerationSpec.of(script, text), compiled, options);
        case STEER -> steering(SteerSpec.of(script, text), compiled, options);
      };
    } catch (PvaException e) {
      throw new ScriptException(script, text, List.of(refused(e, text, compiled.said())), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the compiled script has no constructor", e);
    } catch (RuntimeException | Error e) {
      throw new ScriptException(script, text, List.of(failed(e, text)), e);
    }
  }

  private static AnalysisSpec analysis(AnalysisSpec.Builder spec, Compiled compiled, ScriptOptions options)
      throws ReflectiveOperationException {
    compiled.params().forEach(spec::param);
    compiled.said().forEach((word, places) -> spec.said(word, places.get(places.size() - 1)));
    compiled.create().run(new SpecWords(spec, options.messages()), options.messages());
    return spec.build();
  }

  private static GenerationSpec generation(GenerationSpec.Builder spec, Compiled compiled, ScriptOptions options)
      throws ReflectiveOperationException {
    compiled.params().forEach(spec::param);
    compiled.said().forEach((word, places) -> spec.said(word, places.get(places.size() - 1)));
    compiled.create().run(new GenerateSpecWords(spec, options.messages()), options.messages());
    return spec.build();
  }

  private static SteerSpec steering(SteerSpec.Builder spec, Compiled compiled, ScriptOptions options) throws ReflectiveOperationException {
    compiled.params().forEach(spec::param);
    compiled.said().forEach((word, places) -> spec.said(word, places.get(places.size() - 1)));
    compiled.create().run(new SteerSpecWords(spec, options.messages()), options.messages());
    return spec.build();
  }

  /** A value that only the running script knew, and that a word does not take. */
  private static ScriptProblem refused(PvaException e, String text, Map<String, List<Span>> said) {
    List<Span> places = e.word().map(said::get).orElse(List.of());
    Optional<Integer> line = line(e);
    Optional<Span> span = places.stream().filter(s -> line.isPresent() && s.line() == line.get()).findFirst()
        .or(() -> places.stream().findFirst()).or(() -> line.map(n -> whole(n, text)));
    return new ScriptProblem(e.code(), e.getMessage(), span, "", e.help().isEmpty()
        ? e.word().map(w -> List.of("pva help " + w)).orElse(List.of()) : e.help());
  }

  private static ScriptProblem failed(Throwable e, String text) {
    String reason = e instanceof StackOverflowError ? "it calls itself without end"
        : e instanceof OutOfMemoryError ? "it needs more memory than there is"
        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().lines().findFirst().orElse("");
    return new ScriptProblem("PVA-DSL-021", "the script failed: " + reason, line(e).map(n -> whole(n, text)), "", List.of());
  }

  private static Optional<Integer> line(Throwable e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      if (ScriptCompiler.SOURCE.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
        return Optional.of(frame.getLineNumber());
      }
    }
    return Optional.empty();
  }

  private static Span whole(int number, String text) {
    String line = text.lines().skip(number - 1L).findFirst().orElse("");
    int indent = line.length() - line.stripLeading().length();
    return new Span(number, indent + 1, Math.max(1, line.strip().length()));
  }

  private static String text(Path script) {
    try {
      return Files.readString(script);
    } catch (NoSuchFileException e) {
      throw PvaException.usage("PVA-DSL-022", "there is no script " + script).at(script).help("pva new writes one to start from");
    } catch (CharacterCodingException e) {
      throw PvaException.usage("PVA-DSL-023", "the script " + script + " is not UTF-8 text").at(script).because(e);
    } catch (IOException e) {
      throw PvaException.usage("PVA-DSL-024", "the script " + script + " cannot be read").at(script)
          .help(Files.isDirectory(script) ? "it is a folder; name a file in it" : "look at its permissions").because(e);
    }
  }
}
