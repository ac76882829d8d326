package pva.stats

import spock.lang.Specification

class EvaluationSpec extends Specification {
  static final Resampling FEW = new Resampling(200, 3, 0.95)

  def "a latent that tells all rows apart is found and reported as perfect"() {
    given: 'latent 3 fires, on incorrect rows alone'
    def random = new Random(4)
    def correct = (0..<120).collect { random.nextBoolean() } as boolean[]
    def tasks = (0..<120).collect { "t${it.intdiv(2)}".toString() }
    def latents = Case.sparse((0..<120).collectMany { r -> (0..<8).collect { it == 3 ? (correct[r] ? 0f : 1f) : random.nextInt(3) == 0 ? 1f : 0f } }, 8)
    def inputs = Inputs.of(120).withLatents(4, latents)
    def split = Split.byTask(correct, tasks, 0.5, 0.1, 0.4, 42)

    when:
    def chosen = Selection.of(Detector.bestLatent(RankBy.WELCH, [:]), inputs, split.select(), split.tune())
    def found = Evaluation.of(chosen, inputs, split.report(), FEW, 2).detection()

    then:
    chosen.rule().describe() == 'latent 3 of layer 4, lower on correct rows'
    chosen.candidates() == 16
    chosen.thresholds() == new Thresholds(-0.5, -0.5)
    found.auroc() == new Estimate(1, new Interval(1, 1))
    found.atF1().f1().value() == 1d
    found.atF1().falseAlarms() == 0
    found.rows() == split.report().size()
  }

  def "the bytes do not depend on the number of threads"() {
    given:
    def random = new Random(6)
    def correct = (0..<80).collect { random.nextInt(3) == 0 } as boolean[]
    def tasks = (0..<80).collect { "t${it.intdiv(4)}".toString() }
    def inputs = Inputs.of(80).withNumber('length', (0..<80).collect { random.nextInt(30) as double } as double[])
    def folds = Split.folds(correct, tasks, 4, 1, 0.25, 9)

    expect:
    [1, 2, 3].collect { Evaluation.across(Detector.number('length'), inputs, folds, FEW, it).detection() }.toSet().size() == 1
  }

  def "folds dealt three times give the mean over the dealings, with the interval of the rows there are, not of three times as many"() {
    given: 'a score that every fold signs alike'
    def random = new Random(8)
    def correct = (0..<240).collect { random.nextInt(2) == 0 } as boolean[]
    def tasks = (0..<240).collect { "t${it.intdiv(2)}".toString() }
    def inputs = Inputs.of(240).withNumber('length', (0..<240).collect { random.nextGaussian() + (correct[it] ? 0.8 : 0) } as double[])
    def measure = { List<Split> folds -> Evaluation.across(Detector.number('length'), inputs, folds, FEW, 2) }
    def folds = Split.folds(correct, tasks, 4, 3, 0, 9)

    when:
    def all = measure(folds).detection()
    def each = folds.collate(4).collect { measure(it).detection() }
    def pairs = folds.collate(4).collect { dealing -> dealing*.report().collect { it.positives() * (it.size() - it.positives()) }.sum() }

    then: 'each dealing weighs by the pairs of rows within its folds'
    Math.abs(all.auroc().value() - (0..2).collect { each[it].auroc().value() * pairs[it] }.sum() / pairs.sum()) < 1e-12
    [all.rows(), all.repeats(), all.positives(), all.tasks()] == [240, 3, correct.count(true), 120]

    and:
    def width = { Detection d -> d.auroc().interval().with { high() - low() } }
    each.every { Math.abs(width(all) / width(it) - 1) < 0.15 }
    measure(folds).calibration().bins()*.rows().sum() in 235..245
  }
}
