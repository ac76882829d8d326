package pva.stats

import spock.lang.Specification

class TailsSpec extends Specification {

  def "p-values hold their digits far into the tails: #line"() {
    expect:
    want == 1 ? got == 1 : Math.abs(got - want) <= 1e-9 * want

    where:
    line << Case.text('tails.txt').readLines()
    words = line.split(' ')
    want = words.last() as double
    got = p(words[0], words[1..-2]*.toDouble())
  }

  private static double p(String test, List<Double> n) {
    switch (test) {
      case 'welch': return Welch.p(n[0], n[1])
      case 'fisher': return Fisher.p(n[0] as int, n[1] as int, n[2] as int, n[3] as int)
      default:
        int correct = n[0] as int
        int rows = correct + (n[1] as int)
        def labels = Labels.of((0..<rows).collect { it < correct } as boolean[])
        return MannWhitney.of(TieBlocks.of((0..<rows).collect { rows - it } as double[], labels)).p()
    }
  }
}
