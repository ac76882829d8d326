/** Tensor files, host matrices, sparse latents, and the device; the only module that knows the native engine. */
module pva.tensor {
  requires transitive pva.base;
  requires tools.jackson.databind;
  requires ai.djl.api;
  requires ai.djl.pytorch_engine;
  requires org.slf4j;
  // what a GPU says of its memory comes in a type of this module
  requires java.management;

  exports pva.tensor;
}
