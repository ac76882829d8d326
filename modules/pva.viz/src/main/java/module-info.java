/** Figures as deterministic SVG, and the report page. */
module pva.viz {
  requires transitive pva.base;

  exports pva.viz;
}
