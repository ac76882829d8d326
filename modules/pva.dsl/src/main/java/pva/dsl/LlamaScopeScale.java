package pva.dsl;

/** Units of the activations of Llama Scope other than its publishers' own. */
public enum LlamaScopeScale {
  /** Those of SAELens and Neuronpedia. */
  SAE_LENS
}
