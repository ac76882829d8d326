package pva.viz

import spock.lang.Specification

class ScaleSpec extends Specification {

  def "a linear axis from #lo to #hi is marked at #labels"() {
    expect:
    Scale.linear(lo, hi, 0, 100).ticks(5)*.label() == labels

    where:
    lo   | hi    | labels
    0    | 1     | ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']
    -0.5 | 0.45  | ['−0.4', '−0.2', '0.0', '0.2', '0.4']
    0    | 1.15  | ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']
    0    | 26000 | ['0', '5,000', '10,000', '15,000', '20,000', '25,000']
  }

  def "a log axis from #lo to #hi is marked at #labels"() {
    expect:
    Scale.log(lo, hi, 0, 100).ticks(5)*.label() == labels

    where:
    lo   | hi    | labels
    0.5  | 900   | ['1', '10', '100']
    0.01 | 0.4   | ['0.01', '0.02', '0.05', '0.1', '0.2']
    3    | 6     | ['5']
    1e-8 | 1     | ['10⁻⁸', '10⁻⁶', '10⁻⁴', '0.01', '1']
    1e-300 | 1e9 | ['10⁻³⁰⁰', '10⁻²³⁸', '10⁻¹⁷⁶', '10⁻¹¹⁴', '10⁻⁵²']
  }

  def "ticks lie on the axis, ascend, and are few, on any range"() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    Random random = new Random(seed)

    expect:
    (1..300).every {
      double lo = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6)
      double hi = lo + Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(12) - 6) + Math.abs(lo) * 1e-3 + 1e-9
      List<Double> at = Scale.linear(lo, hi, 0, 100).ticks(5)*.value()
      double edge = 1e-6 * (hi - lo)
      assert at == at.toSorted() && at.size() in 2..8 && at.every { it >= lo - edge && it <= hi + edge }, "seed $seed: $lo to $hi"
      true
    }
  }

  def "a value stands where its share of the range puts it"() {
    expect:
    Scale.linear(10, 20, 100, 200).at(15) == 150
    Math.abs(Scale.log(1, 100, 0, 100).at(10) - 50) < 1e-9
    Scale.linear(0, 1, 200, 100).at(0.25) == 175
  }

  def "a range without extent is refused: #lo to #hi"() {
    when:
    new Scale(lo, hi, 0, 1, log)

    then:
    thrown(IllegalArgumentException)

    where:
    lo         | hi                       | log
    1          | 1                        | false
    2          | 1                        | false
    Double.NaN | 1                        | false
    0          | Double.POSITIVE_INFINITY | false
    0          | 1                        | true
  }
}
