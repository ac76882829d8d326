package pva.model

import spock.lang.Specification

class BatchPlanSpec extends Specification {
  def 'texts of like length run together, longest first, within the budget'() {
    given:
    def texts = [3, 9, 5, 40, 5].collect { new TokenizedText(new int[it], 1) }

    expect:
    BatchPlan.of(texts, Position.ALL, budget).batches()*.toList() == batches

    where:
    budget || batches
    20     || [[3], [1, 2], [4, 0]]
    1      || [[3], [1], [2], [4], [0]]
    1000   || [[3, 1, 2, 4, 0]]
  }

  def 'only what the position needs counts'() {
    given:
    def texts = [new TokenizedText(new int[10], 9), new TokenizedText(new int[20], 2)]

    expect:
    BatchPlan.of(texts, Position.LAST_PROMPT, 1).batches()*.toList() == [[0], [1]]
    BatchPlan.of(texts, Position.FINAL, 1).batches()*.toList() == [[1], [0]]
  }

  def 'every text runs once'() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    def texts = (0..<random.nextInt(200)).collect { new TokenizedText(new int[1 + random.nextInt(300)], 0) }

    expect:
    BatchPlan.of(texts, Position.ALL, 1 + random.nextInt(1000)).batches().collectMany { it.toList() }.sort() == texts.indices.toList()
  }
}
