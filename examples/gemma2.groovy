// A published model by its names: what is not in the hub's cache is fetched on the first run, the shards of blocks 0 to 20 and one
// dictionary. The model is gated: accept its terms on the hub and set HF_TOKEN. `pva plan examples/gemma2.groovy` says what is
// missing; the dataset is yours, as `pva generate` writes it.
analysis {
    model 'google/gemma-2-2b', dtype: bfloat16
    layer 19
    sae gemmaScope(width: 16384)                    // google/gemma-scope-2b-pt-res with its canonical L0 of 73
    // sae gemmaScope(width: 16384, pairing: published)   as in arXiv 2510.02917, off by one; every output says so
    filter pile(0.02)
}
