// The shortest whole study: Gemma 2 9B, its residual stream after block 41, the Gemma Scope dictionary of that place.
// Defaults make it whole: the newest data/datasets/dataset_*.parquet, model google/gemma-2-9b, the final token,
// threshold 0.05, ranking by |Cohen's d|. `pva plan examples/card.groovy` says what is missing here and how to get it.
analysis {
    layer 41
    sae jumpRelu(width: 65536)
    filter pile(0.02)
}
