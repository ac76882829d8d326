package pva.stats

import spock.lang.Specification

class CorrectionsSpec extends Specification {

  def "the four adjustments, by hand"() {
    given:
    double[] p = [0.04, Double.NaN, 0.01, 0.02, 0.5]

    expect: 'four hypotheses: NaN is none'
    near(Corrections.bonferroni(p), [0.16, Double.NaN, 0.04, 0.08, 1])
    near(Corrections.holm(p), [0.08, Double.NaN, 0.04, 0.06, 0.5])
    near(Corrections.benjaminiHochberg(p), [0.16d / 3, Double.NaN, 0.04, 0.04, 0.5])
    near(Corrections.benjaminiYekutieli(p), [0.16d / 3 * 25 / 12, Double.NaN, 0.04d * 25 / 12, 0.04d * 25 / 12, 1])
  }

  def "no hypotheses at all"() {
    expect:
    near(Corrections.benjaminiYekutieli([Double.NaN] as double[]), [Double.NaN])
    Corrections.holm([] as double[]).length == 0
  }

  private static boolean near(double[] got, List<Number> want) {
    got.length == want.size() && (0..<got.length).every {
      Double.isNaN(want[it] as double) ? Double.isNaN(got[it]) : Math.abs(got[it] - want[it]) < 1e-15
    }
  }
}
