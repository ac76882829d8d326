package pva.stats

import pva.stats.PassAtK.Tally
import spock.lang.Specification

class PassAtKSpec extends Specification {
  def 'the estimate is that of all subsets'() {
    given: 'of 5 samples 2 are correct: 10 pairs, 3 of them without a correct one'
    def one = PassAtK.of(2, [new Tally(5, 2)])

    expect:
    Math.abs(one.value() - 0.7) < 1e-15
    PassAtK.of(1, [new Tally(4, 1), new Tally(4, 3)]).value() == 0.5
    PassAtK.of(4, [new Tally(4, 0), new Tally(4, 1)]).value() == 0.5
  }

  def 'with one solution a problem the interval is Wilson\'s: values of SciPy, binomtest(59, 974).proportion_ci(method: wilson)'() {
    when:
    def p = PassAtK.of(1, (1..974).collect { new Tally(1, it <= 59 ? 1 : 0) })

    then:
    Math.abs(p.value() - 59d / 974) < 1e-15
    Math.abs(p.low() - 0.04725017713048132) < 1e-14
    Math.abs(p.high() - 0.07735229060251761) < 1e-14
  }

  def 'no success is not certainty'() {
    expect:
    PassAtK.of(2, (1..10).collect { new Tally(3, 0) }).high() > 0.2
  }
}
