/** Checkpoints, tokenizers, one small package per architecture, and the residual stream they give. */
module pva.model {
  requires transitive pva.tensor;
  requires transitive pva.data;
  requires tools.jackson.databind;
  requires ai.djl.api;
  requires ai.djl.tokenizers;
  requires com.google.gson;
  requires org.slf4j;

  exports pva.model;
}
