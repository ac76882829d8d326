package pva.analysis.spec;

import java.nio.file.Path;
import java.util.Map;

/** What a script asks for, whichever of its blocks says so. */
public interface ScriptSpec {
  /** The script file, for messages and the record. */
  Path script();

  /** Its text, as it was when it was read. */
  String scriptText();

  /** The values of its {@code params}, in the order they were declared. */
  Map<String, Object> params();

  /** Where it said each word, for errors at run time. */
  Map<String, Span> said();

  /** The script's file name without its ending: the name of the run. */
  default String name() {
    String file = script().getFileName().toString();
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
