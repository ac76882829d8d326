/** Dictionaries: one reader per published format, encoders, fit checks and firing rates. */
module pva.sae {
  requires transitive pva.tensor;
  requires transitive pva.data;
  requires tools.jackson.databind;

  exports pva.sae;
  exports pva.sae.spi;

  uses pva.sae.spi.DictionaryFormat;

  provides pva.sae.spi.DictionaryFormat with
      pva.sae.format.DictionaryLearningFormat,
      pva.sae.format.GemmaScope2Format,
      pva.sae.format.GemmaScopeFormat,
      pva.sae.format.GoodfireFormat,
      pva.sae.format.LlamaScopeFormat,
      pva.sae.format.LlamaScopeR1Format,
      pva.sae.format.LlamaScopeSaeLensFormat,
      pva.sae.format.LlamascopiumFormat,
      pva.sae.format.MwhannaTranscoderFormat,
      pva.sae.format.OpenAiFormat,
      pva.sae.format.QwenScopeFormat,
      pva.sae.format.SaeLensFormat,
      pva.sae.format.SparsifyFormat;
}
