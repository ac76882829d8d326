package pva.stats

import spock.lang.Specification

class RankingSpec extends Specification {

  def "the summary is the notebook's: top latents, mean, deviation with ddof 1, maximum"() {
    when:
    def summary = ScoreSummary.of([0.5, 0, 2, 0.5, 1] as double[], 4)

    then:
    summary.topIndices() == [2, 4, 0, 3]
    summary.topScores() == [2d, 1d, 0.5d, 0.5d]
    summary.totalDimensions() == 5
    summary.mean() == 0.8d
    Math.abs(summary.std() - Math.sqrt(2.3 / 4)) < 1e-15
    summary.max() == 2d
  }

  def "a dropped latent scores 0 and stays in the count"() {
    when:
    def summary = ScoreSummary.of([0.5, 0, 2, 0.5, 1] as double[], [true, true, false, true, true] as boolean[], 3)

    then:
    summary.topIndices() == [4, 0, 3]
    summary.totalDimensions() == 5
    summary.mean() == 0.4d
    summary.max() == 1d
  }

  def "fewer latents than asked for are all there are"() {
    expect:
    ScoreSummary.of([0.25] as double[], 20).topIndices() == [0]
  }

  def "#by ranks by strength, either direction alike, ties by index, undefined last"() {
    given: 'latents: silent, more on incorrect rows, more on correct rows, tells all apart, the second again'
    def labels = [true, true, true, false, false, false] as boolean[]
    def latents = Case.sparse([0, 0, 1, 2, 0,
                               0, 1, 2, 2, 1,
                               0, 0, 1, 2, 0,
                               0, 3, 0, 0, 3,
                               0, 2, 0, 0, 2,
                               0, 1, 1, 0, 1], 5)
    def scores = Scoring.score(latents, labels, 1)

    expect:
    by.order(scores).toList() == order

    where:
    by                          | order
    RankBy.COHENS_D             | [3, 1, 4, 2, 0]
    RankBy.WELCH                | [3, 1, 4, 2, 0]
    RankBy.AUROC                | [3, 1, 4, 2, 0]
    RankBy.FREQUENCY_DIFFERENCE | [3, 1, 2, 4, 0]
  }

  def "latents that a filter dropped come behind all that it kept"() {
    given:
    def it = Case.read('zero-inflated.txt').first()
    def scores = Scoring.score(it.latents, it.labels, 1)
    def kept = (0..<48).collect { it != 2 && it != 9 } as boolean[]

    when:
    def order = RankBy.COHENS_D.order(scores, kept)

    then:
    order[-2..-1] == [2, 9]
    order[0] == ScoreSummary.of(scores.column(Column.SEPARATION), kept, 1).topIndices()[0]
    (order as Set).size() == 48
  }
}
