package pva.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import pva.dsl.ScriptOptions;

/** What every command that reads a script takes. */
final class ScriptArguments {
  @Option(names = "-P", paramLabel = "NAME=VALUE", description = "sets a parameter that the script declares in params { }")
  Map<String, String> params = new LinkedHashMap<>();

  @Option(names = "--trust", description = "let the script touch files, processes and the network: only for scripts you wrote")
  boolean trust;

  /** What the script prints goes to standard error: results alone go to standard output. */
  ScriptOptions options(Terminal terminal) {
    return new ScriptOptions(params, trust, terminal.err()::println);
  }
}
