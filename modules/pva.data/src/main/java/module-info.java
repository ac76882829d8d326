/** Datasets, corpora and tables: Parquet, JSONL and CSV in, Parquet and CSV out. Files of the Hugging Face hub and their cache. */
module pva.data {
  requires transitive pva.base;
  requires vendor.parquet;
  requires tools.jackson.databind;
  requires java.net.http;

  exports pva.data;
}
