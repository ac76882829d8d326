/** Dictionaries: one reader per published format, encoders, fit checks and firing rates. */
module pva.sae {
  requires transitive pva.tensor;
  requires transitive pva.data;
  requires tools.jackson.databind;

  exports pva.sae;
  exports pva.sae.spi;

  uses pva.sae.spi.DictionaryFormat;

  provides pva.sae.spi.DictionaryFormat with
      pva.sae.format.GemmaScopeFormat,
      pva.sae.format.SaeLensFormat;
}
