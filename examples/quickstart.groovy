// Which latents of a small language model tell correct code from incorrect code?
// Everything it needs lies beside it in tiny/: 1,000 solutions that the model wrote and that were tested, the model
// itself, its sparse autoencoders and general text. The signal in so small a model is weak, and the report says so.
//
//     scripts/pva run examples/quickstart.groovy
analysis {
    dataset 'tiny/data/datasets'                        // the newest dataset_*.parquet of the folder
    model 'tiny/model'
    layer 4                                             // the residual stream after block 4
    sae jumpRelu(width: 1024, from: 'tiny/sae')         // the dictionary trained on that tensor
    filter pile(0.02, corpus: 'tiny/pile.jsonl')        // drop latents that fire on more than 2 % of general text
}
