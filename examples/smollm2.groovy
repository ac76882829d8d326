// A real model: SmolLM2-135M-Instruct on MBPP, 974 greedy solutions of which 59 are correct.
// Fetch the model first (269 MB): huggingface-cli download HuggingFaceTB/SmolLM2-135M-Instruct --local-dir real/SmolLM2-135M-Instruct
// and put the dataset, the dictionary and the general text beside it, or name your own:
//     scripts/pva run examples/smollm2.groovy -P data=/path/to/real -P weights=/path/to/SmolLM2-135M-Instruct
params {
    data = 'real'
    weights = 'real/SmolLM2-135M-Instruct'
}

analysis {
    dataset "${params.data}/data/datasets/dataset_smollm2_mbpp.parquet"
    model params.weights, dtype: float32                // stored in bfloat16; float32 repeats the published figures
    layer 15
    sae gemmaScope(width: 4608, from: "${params.data}/sae/gemmascope")
    filter pile(0.02, corpus: "${params.data}/pile.jsonl", documents: 600, context: 256)
}
