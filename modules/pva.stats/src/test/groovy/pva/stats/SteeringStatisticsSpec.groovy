package pva.stats

import spock.lang.Specification

class SteeringStatisticsSpec extends Specification {
  def "McNemar's exact p of #gained won and #lost lost is #p, as statsmodels has it"() {
    expect:
    Math.abs(new McNemar(gained, lost).p() - p) < 1e-14
    Math.abs(new McNemar(lost, gained).p() - p) < 1e-14
    new McNemar(gained, lost).net() == gained - lost

    where:
    gained | lost || p
    11     | 17   || 0.34492845088243484
    5      | 0    || 0.0625
    40     | 12   || 0.0001275387838557407
    3      | 7    || 0.34375
    3      | 3    || 1.0
    40     | 40   || 1.0
    1      | 0    || 1.0
    0      | 0    || 1.0
  }

  def "only tasks that change sides count"() {
    expect:
    McNemar.of([true, true, false, false, false] as boolean[], [true, false, true, true, false] as boolean[]) == new McNemar(2, 1)
  }

  def "a paired t is SciPy's ttest_rel"() {
    given:
    double[] a = [0.31, 0.28, 0.4, 0.22, 0.35, 0.3]
    double[] b = [0.29, 0.25, 0.41, 0.15, 0.3, 0.22]

    expect:
    with(PairedT.of((0..5).collect { a[it] - b[it] } as double[], 0.95)) {
      n() == 6
      Math.abs(mean() - 0.04) < 1e-15
      Math.abs(t() - 2.9277002188456023) < 1e-12
      Math.abs(p() - 0.03271993555093354) < 1e-12
      Math.abs(interval().low() - 0.004879165987152878) < 1e-12
      Math.abs(interval().high() - 0.07512083401284715) < 1e-12
    }
  }

  def "differences that do not vary have no t: #differences give p #p"() {
    expect:
    with(PairedT.of(differences as double[], 0.95)) {
      it.p().equals(p)
      Double.isNaN(t())
    }

    where:
    differences  || p
    [0, 0, 0]    || Double.NaN
    [0.5, 0.5]   || 0d
    [0.5]        || Double.NaN
    []           || Double.NaN
  }

  def "an observed value is one of its controls where it is nothing special"() {
    given:
    def reference = new Reference([0.1, -0.2, 0.1, 0.3] as double[])

    expect:
    reference.atLeast(0.1d) == 3
    reference.p(0.1d) == 4 / 5d
    reference.p(9d) == 1 / 5d
    reference.p(-9d) == 1d
    Math.abs(reference.quantile(0.5d) - 0.1) < 1e-15
    Math.abs(reference.quantile(0.9d) - 0.24) < 1e-15
    Double.isNaN(new Reference(new double[0]).quantile(0.5d))
  }

  def "a control is as often and as strongly active"() {
    given: 'latents 1 and 4 are twins of latent 0, 2 fires far more often, 3 far more strongly, 5 never'
    def matching = Matching.of([100, 101, 9000, 100, 99, 0] as long[], [200d, 200d, 18000d, 90000d, 202d, 0d] as double[], 10000)

    expect:
    matching.frequency(0) == 0.01d
    matching.activation(0) == 2d
    matching.nearest(0, 2, { true }) as Set == [1, 4] as Set
    matching.nearest(0, 9, { true }).length == 4
    matching.nearest(0, 2, { it != 4 })[0] == 1
    matching.nearest(5, 3, { true }).length == 0
  }

  def "the nearest is the one with the least distance in logarithms, seed #seed"() {
    given:
    def random = new Random(seed)
    int n = 40
    long[] firing = (0..<n).collect { 1L + random.nextInt(500) } as long[]
    double[] sums = (0..<n).collect { int j -> (double) (firing[j] * Math.exp(random.nextGaussian())) } as double[]
    double[] often = firing.collect { long f -> Math.log(f) } as double[]
    double[] strong = (0..<n).collect { int j -> Math.log(sums[j] / firing[j]) } as double[]
    def spread = { double[] v -> def others = v[1..-1]; double m = others.sum() / others.size()
      Math.sqrt(others.sum { (it - m) * (it - m) } / others.size()) }
    def wanted = (1..<n).toSorted { j -> Math.hypot((often[j] - often[0]) / spread(often), (strong[j] - strong[0]) / spread(strong)) }

    expect:
    Matching.of(firing, sums, 1000).nearest(0, 20, { true }).toList() == wanted.take(20)

    where:
    seed << (System.getProperty('pva.seed') ? [Long.parseLong(System.getProperty('pva.seed'))] : (1L..5L))
  }
}
