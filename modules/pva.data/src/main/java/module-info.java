/** Datasets, corpora and tables: Parquet, JSONL and CSV in, Parquet and CSV out. */
module pva.data {
  requires transitive pva.base;
  requires vendor.parquet;
  requires tools.jackson.databind;

  exports pva.data;
}
