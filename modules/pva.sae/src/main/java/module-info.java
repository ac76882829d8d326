/** Dictionaries: one reader per published format, encoders, fit checks and firing rates. */
module pva.sae {
  requires transitive pva.tensor;
  requires transitive pva.data;
  requires tools.jackson.databind;

  exports pva.sae;
}
