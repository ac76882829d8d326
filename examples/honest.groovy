// The quickstart's question with every word that makes an answer honest. The latent is chosen on some tasks and measured on others,
// beside everything simpler that might do as well: lengths, a probe on the raw activation, the kind of task.
//
//     scripts/pva run examples/honest.groovy
analysis {
    dataset 'tiny/data/datasets'
    model 'tiny/model'
    layer 4
    sae jumpRelu(width: 1024, from: 'tiny/sae')
    filter pile(0.02, corpus: 'tiny/pile.jsonl'), template(), highNorm(10)
    split byTask(folds: 5, repeats: 3, seed: 42)        // each task reports once a dealing, judged by what the other tasks chose
    test welch(), mannWhitney(), fisher(), permutation(10_000)
    correct benjaminiHochberg(0.05)
    detect auroc(), averagePrecision(), f1(), mcc(), balancedAccuracy(), calibration(), riskCoverage()
    compare probe(), differenceOfMeans(), sparseProbe(upTo: 32), randomDirections(), randomDictionary(), length(), promptLength(),
        testCount(), taskKind(from: 'tiny/families.json')
    stability bootstrap(200)
}
