/** Scores, tests, corrections and intervals over sparse latents: pure functions and mergeable accumulators. */
module pva.stats {
  requires transitive pva.tensor;
  requires org.apache.commons.numbers.gamma;
  requires org.apache.commons.statistics.distribution;
  requires vendor.nd4j;

  exports pva.stats;
}
