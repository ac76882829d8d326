// Phase 1 of a study: the small model beside it solves 1,000 micro-tasks, each solution is tested in a sandbox, and the dataset holds
// both. It repeats tiny/data/datasets: the same code, the same verdicts.
//
//     scripts/pva run examples/phase1.groovy --out runs/phase1
generate {
    problems 'tiny/tasks.jsonl'
    model 'tiny/model', dtype: float32
    prompt 'solution'                                   // the words, three asserts, `# Solution:`
    maxNewTokens 96
    stop endToken()                                     // this model knows when it has finished
}
