package pva.stats

import static pva.stats.Truth.near

import pva.tensor.Matrix

import spock.lang.Specification

class RobustnessSpec extends Specification {

  def "a latent that tells rows apart stays in the top of every resample, noise does not"() {
    given:
    def random = new Random(21)
    def y = (0..<160).collect { random.nextBoolean() } as boolean[]
    def latents = Case.sparse((0..<160).collectMany { r -> (0..<60).collect { j -> j == 9 ? (y[r] ? 1 + random.nextFloat() : 0f) : random.nextInt(4) == 0 ? 1 + random.nextFloat() : 0f } }, 60)
    def split = Split.byTask(y, (0..<160).collect { "t${it.intdiv(2)}".toString() }, 0.6, 0.0, 0.4, 3)

    when:
    def runs = [1, 2].collect { Stability.of(latents, split.select(), RankBy.COHENS_D, Kept.all(60), 5, new Resampling(60, 4, 0.95), it) }
    def stability = runs[0]

    then:
    stability.top()[0] == 9
    near(stability.shareInTop()[0], 1, 1e-12)
    near(stability.shareFirst()[0], 1, 1e-12)
    (1..<5).every { stability.shareInTop()[it] < 1 }
    stability.jaccard().value() > 1 / 9d && stability.jaccard().value() < 0.9
    runs.every { it.jaccard() == stability.jaccard() && Arrays.equals(it.shareInTop(), stability.shareInTop()) }
  }

  def "parts of an evaluation: the weakest kind, and each error against all correct rows"() {
    given: 'a number that tells easy rows apart and says nothing of hard ones'
    def random = new Random(8)
    def kinds = (0..<200).collect { it % 2 ? 'hard' : 'easy' }
    def y = (0..<200).collect { random.nextBoolean() } as boolean[]
    def errors = (0..<200).collect { y[it] ? null : random.nextBoolean() ? 'syntax' : 'assertion' }
    def inputs = Inputs.of(200).withNumber('n', (0..<200).collect { (kinds[it] == 'easy' ? (y[it] ? 9 : 0) : 4) + random.nextDouble() } as double[])
    def split = Split.byTask(y, (0..<200).collect { "t$it".toString() }, 0.5, 0.1, 0.4, 3)
    def evaluation = Evaluation.of(Selection.of(Detector.number('n'), inputs, split.select(), split.tune()), inputs, split.report(), new Resampling(100, 1, 0.95), 1)

    when:
    def byKind = Subgroups.of(evaluation, kinds, 1)
    def byError = Subgroups.ofErrors(evaluation, errors, 2)

    then:
    byKind.parts()*.name() == ['easy', 'hard']
    byKind.parts()[0].auroc().value() == 1d
    byKind.weakest().get().name() == 'hard'
    byKind.parts()*.rows().sum() == split.report().size()
    byError.parts()*.name() == ['assertion', 'syntax']
    byError.parts()*.positives() == [split.report().positives()] * 2
  }

  def "two evaluations of the same rows are compared in pairs"() {
    given:
    def random = new Random(9)
    def y = (0..<240).collect { random.nextBoolean() } as boolean[]
    def number = { double shift -> (0..<240).collect { random.nextGaussian() + (y[it] ? shift : 0) } as double[] }
    def inputs = Inputs.of(240).withNumber('strong', number(2)).withNumber('weak', number(0.3))
    def split = Split.byTask(y, (0..<240).collect { "t$it".toString() }, 0.4, 0.1, 0.5, 3)
    def evaluate = { String name -> Evaluation.of(Selection.of(Detector.number(name), inputs, split.select(), split.tune()), inputs, split.report(), new Resampling(200, 1, 0.95), 1) }

    when:
    def strong = evaluate('strong')
    def comparison = Comparison.of(strong, evaluate('weak'), 1)

    then:
    comparison.z() > 3 && comparison.p() < 0.003
    comparison.difference().interval().low() > 0
    Double.isNaN(Comparison.of(strong, strong, 1).z())
    Comparison.of(strong, strong, 1).difference() == new Estimate(0, new Interval(0, 0))
  }

  def "the smallest effect that so many rows could have found"() {
    expect: 'of SciPy; and the published study: 147 against 342 rows, 409,600 latents, d of about 0.59'
    near(Power.of(40, 80, 1000, 0.05, 0.8, 1).cohensD(), Truth.one('power'), 1e-12)
    near(Power.of(147, 342, 409_600, 0.05, 0.8, 1).cohensD(), 0.59, 0.01)
    near(Power.of(40, 80, 1000, 0.05, 0.8, 4).cohensD(), 2 * Truth.one('power'), 1e-12)
    near(Power.of(40, 80, 1, 0.5, 0.5, 1).auroc(), 0.5, 1e-12)
  }

  def "a filter on general text and what other thresholds would have kept"() {
    given: 'rates 0, 1, 2, 3 %'
    def text = new GeneralText([0, 10, 20, 30] as long[], 1000)

    expect:
    text.kept(0.02).toList() == [true, true, true, false]
    near(text.rate(2, 0.95).interval().low(), Interval.wilson(20, 1000, 0.95).low(), 1e-12)
    text.sensitivity([0.005, 0.02, 1] as double[], [3, 1, 2, 0] as int[], 2) == [new GeneralText.Sensitivity(0.005, 1, 0, 0),
        new GeneralText.Sensitivity(0.02, 3, 1, 1), new GeneralText.Sensitivity(1, 4, 2, 3)]
  }

  def "latents that are on, or off, for every prompt say nothing of a row"() {
    given:
    def filter = TemplateFilter.of(Case.sparse([1f, 0f, 2f, 3f, 0f, 0f, 1f, 0f, 5f], 3))

    expect:
    filter.on().toList() == [true, false, false]
    filter.off().toList() == [false, true, false]
    filter.kept().toList() == [false, false, true]
    filter.alwaysOn() == 1
  }

  def "rows with a norm of many medians are found"() {
    given: 'norms 5, 5, 5, 50'
    def guard = NormGuard.of(Matrix.of([3f, 4f, 5f, 0f, 0f, 5f, 30f, 40f] as float[], 2), 8)

    expect:
    guard.median() == 5d
    guard.rows().toList() == [3]
    guard.norms().toList() == [50d]
  }
}
