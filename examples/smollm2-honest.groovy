// The same study with every word that makes its answer honest: five folds, each judged by what the other tasks chose.
// Model and data as for smollm2.groovy:
//     scripts/pva run examples/smollm2-honest.groovy -P data=/path/to/real -P weights=/path/to/SmolLM2-135M-Instruct
params {
    data = 'real'
    weights = 'real/SmolLM2-135M-Instruct'
}

analysis {
    dataset "${params.data}/data/datasets/dataset_smollm2_mbpp.parquet"
    model params.weights, dtype: float32
    layer 15
    sae gemmaScope(width: 4608, from: "${params.data}/sae/gemmascope")
    filter pile(0.02, corpus: "${params.data}/pile.jsonl", documents: 600, context: 256), template(), highNorm(10)
    split byTask(folds: 5, seed: 42)
    test welch(), mannWhitney(), fisher(), permutation(10_000)
    correct benjaminiHochberg(0.05)
    detect auroc(), averagePrecision(), f1(), mcc(), balancedAccuracy(), calibration(), riskCoverage()
    compare probe(), differenceOfMeans(), sparseProbe(upTo: 128), randomDirections(), randomDictionary(), length(), promptLength(), testCount()
    stability bootstrap(200)
}
