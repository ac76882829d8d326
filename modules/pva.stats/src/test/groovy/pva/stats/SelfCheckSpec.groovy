package pva.stats

import pva.base.Progress

import spock.lang.Specification

class SelfCheckSpec extends Specification {
  static final SelfCheck.Design SMALL = new SelfCheck.Design(24, 200, 120, 0, 0.8d, 99, 5)

  def "where nothing is real little is found, and intervals hold the truth about as often as they say"() {
    when:
    def check = SelfCheck.run(SMALL, 2, Progress.NONE)

    then: 'binomial(24, 0.05) is above 5 once in 1,000; 24 × 120 intervals of related rows'
    check.falseFamilies() * 24 <= 5
    check.falseTaskBh() * 24 <= 5
    check.aurocCoverage() > 0.92 && check.aurocCoverage() < 0.98
    check.effectCoverage() > 0.93 && check.effectCoverage() < 0.985
    check.aurocRowCoverage() < check.aurocCoverage() - 0.01
    SelfCheck.run(SMALL, 1, Progress.NONE) == check
  }

  def "real latents are found"() {
    expect:
    def check = SelfCheck.run(new SelfCheck.Design(8, 300, 100, 5, 1.2d, 199, 6), 2, Progress.NONE)
    check.maxT().power() > 0.8
    check.taskBh().power() >= check.maxT().power() - 0.05
    check.taskBh().falseShare() < 0.25
  }

  def "made-up data are what they claim to be"() {
    given:
    def data = Simulation.of(4000, 60, 3, 0.8, new SplittableRandom(3))
    def scores = Scoring.score(data.latents(), data.correct(), 2)

    expect: 'a third of the rows correct, tasks of one to five rows, real latents with d = 0.8'
    Math.abs(data.correct().toList().count(true) / 4000 - 0.35) < 0.04
    data.tasks().countBy { it }.values().toSet() == [1, 2, 3, 4, 5].toSet()
    (0..<3).every { Math.abs(scores.value(Column.COHENS_D, it) - 0.8) < 0.15 }
    (3..<60).every { Math.abs(scores.value(Column.COHENS_D, it)) < 0.2 }
    (3..<60).count { scores.value(Column.FREQ_CORRECT, it) < 0.2 } > 20
  }
}
