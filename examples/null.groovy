// Labels that mean nothing. The rows are those of the embedded dataset, but ten to a task and labelled at random: every task has a
// share of correct rows that was drawn, and nothing in a row says what it is. There is nothing to find. The last lines printed hold
// the honest figure (AUROC 0.5 within its interval, on tasks that chose nothing) beside what the same analysis reports without the
// split, where the latent is chosen and measured on the same rows.
//
//     scripts/pva run examples/null.groovy
analysis {
    dataset 'null/dataset_null.parquet'
    model 'tiny/model'
    layer 4
    sae jumpRelu(width: 1024, from: 'tiny/sae')
    split byTask(select: 0.5, tune: 0.1, report: 0.4, seed: 42)
}
