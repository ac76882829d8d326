/** Candidate programs: problems and prompts, sandboxed test runs, error types. */
module pva.code {
  requires transitive pva.base;
  requires transitive pva.data;
  requires jdk.management;
  requires tools.jackson.databind;

  exports pva.code;
}
