package pva.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
final class Common {
  @Option(names = "--json", description = "print results as JSON, for machines")
  boolean json;

  @Option(names = "--stacktrace", description = "with an error, print where in pva it arose")
  boolean stacktrace;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "print this help")
  boolean help;
}
