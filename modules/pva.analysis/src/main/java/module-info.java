/** Specs, plans, steps, cache and run records: what turns a script into a run directory. */
module pva.analysis {
  requires transitive pva.base;
  requires transitive pva.tensor;
  requires transitive pva.data;
  requires transitive pva.model;
  requires transitive pva.sae;
  requires transitive pva.stats;
  requires transitive pva.viz;
  requires transitive pva.code;
  requires tools.jackson.databind;

  exports pva.analysis;
  exports pva.analysis.generate;
  exports pva.analysis.run;
  exports pva.analysis.spec;
  exports pva.analysis.steer;
  exports pva.analysis.step to pva.cli;
}
