package pva.stats

import pva.base.PvaException

import spock.lang.Specification

class IntervalSpec extends Specification {

  def "Wilson's interval of #hits of #n"() {
    expect:
    near(Interval.wilson(hits, n, 0.95), low, high)

    where:
    hits | n     | low                  | high
    200  | 10000 | 0.01743471167513658  | 0.022933926760712948
    0    | 50    | 0.0                  | 0.07134759913335872
    3    | 7     | 0.1582198552514697   | 0.7495416354723428
  }

  def "Newcombe's interval of #a/#m - #b/#n"() {
    expect:
    near(Interval.newcombe(a, m, b, n, 0.95), low, high)

    where:
    a  | m  | b  | n  | low                  | high
    56 | 70 | 48 | 80 | 0.05243147240236484  | 0.3338726540369059
    9  | 10 | 3  | 10 | 0.17052272393450296  | 0.8090179735354881
    0  | 20 | 5  | 25 | -0.39130950369540335 | -0.00411744868535191
  }

  def "Clopper and Pearson's exact interval of #hits of #n, as SciPy's binomtest has it"() {
    expect:
    near(Interval.clopperPearson(hits, n, 0.95), low, high)

    where:
    hits | n   | low                  | high
    11   | 272 | 0.020358163053615513 | 0.07120699971398353
    17   | 116 | 0.08775100187122552  | 0.2242441559123193
    97   | 116 | 0.7560930554739842   | 0.8984090114372282
    1    | 2   | 0.01257911709367899  | 0.987420882906321
    0    | 30  | 0.0                  | 0.11570330822202743
    30   | 30  | 0.8842966917779725   | 1.0
    0    | 10  | 0.0                  | 0.30849710781876294
    10   | 10  | 0.6915028921812371   | 1.0
  }

  def "a share of nothing has no interval"() {
    expect:
    Double.isNaN(Interval.clopperPearson(0, 0, 0.95).low())
  }

  def "the interval of d = 0.5 between groups of 50"() {
    expect: 'variance 100 / 2500 + 0.25 / 200'
    near(Interval.ofCohensD(0.5, 50, 50, 0.95), 0.5 - 1.959963984540054 * Math.sqrt(0.04125), 0.5 + 1.959963984540054 * Math.sqrt(0.04125))
  }

  def "an undefined effect has an undefined interval"() {
    expect:
    Double.isNaN(Interval.ofCohensD(Double.NaN, 5, 5, 0.95).low())
  }

  def "calling everything correct has an F1 of its own"() {
    given: 'the labels of the zero-inflated case: 39 of 97'
    def prevalence = Prevalence.of(Case.read('zero-inflated.txt').first().labels)

    expect:
    prevalence == new Prevalence(39, 58)
    prevalence.share() == 39 / 97d
    Math.abs(prevalence.allPositiveF1() - 0.573529411764706) < 1e-15
  }

  def "a covariate is judged like a latent, negative values and ties included"() {
    given: 'pairs won by correct rows: 3 of 6, two of them tied'
    def area = RocArea.of([-1, 5, 2, 2, 7] as double[], [false, true, true, false, false] as boolean[])

    expect: '(5: beats -1, 2; loses to 7), (2: beats -1, ties 2, loses to 7)'
    area.auroc() == 3.5d / 6
    area.interval(0.95).low() == 0d
    area.interval(0.95).high() == 1d
  }

  def "a covariate that is missing somewhere is refused with its row"() {
    when:
    RocArea.of([1, Double.NaN] as double[], [true, false] as boolean[])

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-STAT-004'
    e.message == 'the covariate is not a number at row 1'
  }

  private static boolean near(Interval got, double low, double high) {
    Math.abs(got.low() - low) < 1e-12 && Math.abs(got.high() - high) < 1e-12
  }
}
