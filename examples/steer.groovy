// Does adding a direction to the residual stream of a small language model make its code right more often than adding other
// directions does? The direction leads from the mean incorrect to the mean correct activation of the last prompt token, as 36
// tasks show it; 36 others choose the dose, and 48 more, looked at once, say what it does. 40 controls get the same push.
// Everything it needs lies beside it in tiny/. A few minutes on two cores.
//
//     scripts/pva steer examples/steer.groovy
steer {
    problems 'tiny/tasks.jsonl'
    tasks 120                                           // of 1,000, evenly spaced
    model 'tiny/model'
    layer 4                                             // the last block, 5, would reach no other token than the one it changes
    sae jumpRelu(width: 1024, from: 'tiny/sae')         // its latents are controls; direction latent() steers along the best of them
    direction differenceOfMeans()
    dose residualNorm(-0.3, 0.3, 0.6)                   // lengths of each token's own residual
    controls latents: 20, random: 20
    resample temperature: 0.8, samples: 5               // the baseline to beat: asking again
    neutral 'tiny/pile.jsonl', documents: 20, context: 96
    attention()                                         // where the heads behind the change look, with and without it
    maxNewTokens 96
}
