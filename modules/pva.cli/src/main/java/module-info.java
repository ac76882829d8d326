/** The command line: one class a command. */
module pva.cli {
  requires pva.dsl;
  requires info.picocli;
  requires tools.jackson.databind;
  requires java.management;

  opens pva.cli to info.picocli;
}
