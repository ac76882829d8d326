package pva.model

import spock.lang.Specification

class BatchPlanSpec extends Specification {
  def 'texts of like length run together, longest first, within the budget'() {
    given:
    def texts = [3, 9, 5, 40, 5].withIndex().collect { n, i -> text([[i, n]]) }

    expect:
    BatchPlan.of(texts, Position.ALL, budget).batches()*.texts()*.toList() == batches

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
    BatchPlan.of(texts, Position.LAST_PROMPT, 1).batches()*.texts()*.toList() == [[0], [1]]
    BatchPlan.of(texts, Position.FINAL, 1).batches()*.texts()*.toList() == [[1], [0]]
  }

  def 'every text runs once'() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    def texts = (0..<random.nextInt(200)).collect {
      text((0..random.nextInt(4)).collect { [random.nextInt(3), 1 + random.nextInt(60)] })
    }

    when:
    def batches = BatchPlan.of(texts, Position.ALL, 1 + random.nextInt(1000)).batches()

    then:
    batches.collectMany { it.texts().toList() }.sort() == texts.indices.toList()
    batches.each { batch ->
      def cuts = batch.cuts().toList()
      assert cuts == cuts.toSorted() && cuts.toSet().size() == cuts.size()
      def first = texts[batch.texts()[0]].ids()
      batch.texts().each { assert texts[it].ids().length > batch.shared() }
      batch.texts().each { assert Arrays.equals(texts[it].ids(), 0, batch.shared(), first, 0, batch.shared()) }
    }
  }

  def 'a header that all texts begin with is run once, and so is the prompt of several answers; what is not worth it is not'() {
    given: 'a header of 100 tokens; prompts of 50; answers of 20; two texts that begin with the same 20 of 300 tokens'
    def headed = (1..4).collect { text([[7, 100], [it, 50 + it]]) }
    def answers = (1..3).collect { text([[8, 50], [it, 20]]) }
    def behind = (1..3).collect { text([[7, 100], [9, 50], [it, 20]]) }
    def barely = (1..2).collect { text([[6, 20], [it, 280]]) }

    when:
    def batches = BatchPlan.of(headed + answers + behind + barely, Position.ALL, 300).batches()

    then:
    batches.collect { [it.texts().toList(), it.cuts().toList()] } == [
        [[10], []], [[11], []],
        [[3, 2, 1, 0], [100]],
        [[7, 8, 9], [100, 150]],
        [[4, 5, 6], [50]]]
  }

  /** Tokens in runs: [id, how many]. */
  private static TokenizedText text(List<List<Integer>> runs) {
    new TokenizedText(runs.collectMany { [it[0]] * it[1] } as int[], 0)
  }
}
