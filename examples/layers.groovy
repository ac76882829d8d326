// The quickstart's question at every layer that has a dictionary here: which layer tells correct from incorrect code best? One pass of
// the model reads all of them. The latents of all layers are ranked and corrected for together, so looking at more layers is paid for:
// the layer is chosen with the latent, on rows that do not report.
//
//     scripts/pva run examples/layers.groovy
analysis {
    dataset 'tiny/data/datasets'
    model 'tiny/model'
    layers 4..5                                         // both ends; also a list: layers 0, 4, 5
    sae jumpRelu(width: 1024, from: 'tiny/sae')         // one sub-folder a layer: layer_4, layer_5
    filter pile(0.02, corpus: 'tiny/pile.jsonl')        // for each layer's dictionary by itself
    split byTask(select: 0.5, tune: 0.1, report: 0.4, seed: 42)
    compare probe(), taskKind(from: 'tiny/families.json')
}
