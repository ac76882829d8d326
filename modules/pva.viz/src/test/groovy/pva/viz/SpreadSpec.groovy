package pva.viz

import spock.lang.Specification

/** Boxes and bins: the numbers behind the marks. */
class SpreadSpec extends Specification {

  def "quartiles are numpy's, whiskers end at values, and what lies beyond is kept"() {
    when: 'numpy.percentile([1, 2, 3, 4, 5, 6, 7, 50], [25, 50, 75]) is [2.75, 4.5, 6.25]'
    Box box = Box.of([1, 2, 3, 4, 5, 6, 7, 50] as double[])

    then:
    [box.low(), box.q1(), box.median(), box.q3(), box.high()] == [1, 2.75, 4.5, 6.25, 7]
    box.outside() == [50] as double[]
  }

  def "a box of #values stands"() {
    when:
    Box box = Box.of(values as double[])

    then:
    box.low() <= box.q1() && box.q1() <= box.median() && box.median() <= box.q3() && box.q3() <= box.high()

    where:
    values << [[3], [3, 4], [2, 2, 2, 2, 2], [0, 0, 0, 0, 9], [0, 0, 100, 100, 100]]
  }

  def "every value falls in one bin, the largest in the last"() {
    given:
    double[] values = [0, 0.1, 0.25, 0.5, 0.75, 1] as double[]

    expect:
    Bins.linear(values, 0, 1, 4).counts() == [2, 1, 1, 2] as int[]
    Bins.log([0.01, 0.02, 0.11, 1] as double[], 0.01, 1, 2).counts() == [2, 2] as int[]
    Bins.linear([5] as double[], 0, 1, 4).most() == 0
  }

  def "no value is lost in bins of any range"() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    Random random = new Random(seed)

    expect:
    (1..100).every {
      double[] values = (1..50).collect { Math.exp(3 * random.nextGaussian()) } as double[]
      boolean all = Bins.linear(values, values.min(), values.max(), 17).counts().sum() == 50
          && Bins.log(values, values.min(), values.max(), 17).counts().sum() == 50
      assert all, "seed $seed"
      true
    }
  }

  def "long text is cut at the room it has and wrapped at words"() {
    expect:
    Glyphs.shorten('short', 12, false, 100) == 'short'
    Glyphs.shorten('layer_4/width_1k/average_l0_32', 12, false, 90) == 'layer_4/width_…'
    Glyphs.wrap('one two three', 12, false, 50) == ['one two', 'three']
    Glyphs.wrap('', 12, false, 50) == ['']
    Glyphs.wrap('W' * 100, 12, false, 50).every { Glyphs.width(it, 12, false) <= 50 }
  }
}
