package pva.stats

import static pva.stats.Truth.near
import static pva.stats.Truth.one

import pva.base.PvaException
import pva.tensor.Matrix

import spock.lang.Specification

class ProbesSpec extends Specification {

  def "logistic regression on #name data is scikit-learn's"() {
    given:
    def fit = Logistic.fit(Truth.matrix("${name}_x", cols), Truth.labels("${name}_y"), one("${name}_c"))

    expect:
    (0..<cols).every { Math.abs(fit.weights()[it] - Truth.VALUES["${name}_w"][it]) < 1e-9 }
    Math.abs(fit.offset() - one("${name}_b")) < 1e-9

    where:
    name     | cols
    'wide'   | 90
    'narrow' | 7
  }

  def "logistic regression on twelve latents, one of which tells all rows apart, is scikit-learn's"() {
    given: 'activations as they are, C = 0.5; by newton-cholesky, for L-BFGS stops 1e-5 short of the minimum even at a tolerance of 1e-12'
    def it = Case.read('zero-inflated.txt').first()
    def latents = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]
    double[][] x = (0..<97).collect { r -> latents.collect { j -> SparseRows.value(it.latents, r, j) } as double[] } as double[][]
    def coefficients = [2.586560914697665, 0.021569909547263014, 0.09049407272327517, -0.003789073860881179, -0.01220207975229509,
        0.056028102295143094, 0.07608561535964178, 0.27913313352812463, 0.16402104066177725, 0.28936668733945775, 0.2874417546236267,
        -0.06512469142855083]

    when:
    def fit = Logistic.fit(x, it.labels, 0.5)

    then:
    (0..<12).every { k -> Math.abs(fit.weights()[k] - coefficients[k]) < 1e-9 * 2.6 }
    near(fit.offset(), -3.93333072819607, 1e-8)
    Placements.of(fit.scores(x), it.labels).auroc() == 1d
  }

  def "more columns than rows or fewer: both ways find the same minimum"() {
    given:
    def seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed"
    def random = new Random(seed)
    int n = 15 + random.nextInt(30)
    int d = 2 + random.nextInt(60)
    double[][] x = (0..<n).collect { (0..<d).collect { random.nextGaussian() } as double[] } as double[][]
    def y = (0..<n).collect { it < 2 ? it == 0 : random.nextBoolean() } as boolean[]
    def c = Math.exp(random.nextGaussian())

    when:
    def primal = Logistic.primal(x, y, c)
    def dual = Logistic.dual(x, y, c)

    then:
    (0..<d).every { Math.abs(primal.weights()[it] - dual.weights()[it]) < 1e-8 }
    Math.abs(primal.offset() - dual.offset()) < 1e-8
  }

  def "a direction in the raw activations is found by #detector.name()"() {
    given: 'correct rows lie 1.5 deviations further along the second of eight dimensions of layer 3; layer 2 is noise'
    def random = new Random(12)
    def y = (0..<400).collect { random.nextBoolean() } as boolean[]
    def noise = { double shift -> Matrix.of((0..<3200).collect { (random.nextGaussian() + (it % 8 == 1 && y[it.intdiv(8)] ? shift : 0)) as float } as float[], 8) }
    def inputs = Inputs.of(400).withResiduals(2, noise(0)).withResiduals(3, noise(1.5))
    def split = Split.byTask(y, (0..<400).collect { "t$it".toString() }, 0.5, 0.2, 0.3, 5)

    when:
    def chosen = Selection.of(detector, inputs, split.select(), split.tune())
    def auroc = Evaluation.of(chosen, inputs, split.report(), new Resampling(50, 1, 0.95), 1).detection().auroc().value()

    then: 'Φ(1.5 / √2) = 0.856, with a standard error of 0.033'
    chosen.rule().layer().getAsInt() == 3
    auroc > least && auroc < 0.94

    where:
    detector                                                   | least
    Detector.logistic()                                        | 0.76
    Detector.differenceOfMeans()                               | 0.76
    Detector.randomDirections(200, 1)                          | 0.66
    Detector.randomDictionary(RankBy.COHENS_D, (2..3).collectEntries { [it, new DictionarySize(300, 140)] }, 4) | 0.6
  }

  def "a sparse probe takes as many latents as help, from those that rank first"() {
    given: 'latents 1 and 4 fire more on correct rows'
    def random = new Random(2)
    def y = (0..<300).collect { random.nextBoolean() } as boolean[]
    def dense = (0..<300).collectMany { r -> (0..<10).collect { j -> random.nextDouble() < (j in [1, 4] && y[r] ? 0.75 : 0.3) ? 1 + random.nextFloat() : 0f } }
    def inputs = Inputs.of(300).withLatents(7, Case.sparse(dense, 10))
    def split = Split.byTask(y, (0..<300).collect { "t$it".toString() }, 0.5, 0.2, 0.3, 5)

    expect:
    def two = Selection.of(Detector.sparseProbe(RankBy.AUROC, [:], 2), inputs, split.select(), split.tune())
    two.rule().latents() as Set == [1, 4] as Set
    two.rule().describe() == 'probe on 2 latents of layer 7'
    two.name() == '2-sparse probe'

    and: 'latents that a filter dropped are not taken'
    def kept = (0..<10).collect { it != 1 } as boolean[]
    !(1 in Selection.of(Detector.sparseProbe(RankBy.AUROC, [7: kept], 1, 2, 4), inputs, split.select(), split.tune()).rule().latents())
  }

  def "a probe that only reads the length is worth nothing once the length is taken out"() {
    given: 'a dimension that is the length, a label that follows it'
    def random = new Random(7)
    def length = (0..<300).collect { random.nextGaussian() * 10 + 50 } as double[]
    def y = (0..<300).collect { random.nextGaussian() * 6 + length[it] > 50 } as boolean[]
    def raw = Matrix.of((0..<1200).collect { (it % 4 == 0 ? length[it.intdiv(4)] + random.nextGaussian() : random.nextGaussian()) as float } as float[], 4)
    def inputs = Inputs.of(300).withResiduals(1, raw).withNumber('length', length)
    def split = Split.byTask(y, (0..<300).collect { "t$it".toString() }, 0.5, 0.1, 0.4, 5)
    def auroc = { Detector d -> Evaluation.of(Selection.of(d, inputs, split.select(), split.tune()), inputs, split.report(), new Resampling(50, 1, 0.95), 1).detection().auroc().value() }

    expect:
    auroc(Detector.logistic()) > 0.85
    Math.abs(auroc(Detector.logistic().residualised(['length'])) - 0.5) < 0.15
  }

  def "beside a length, a latent adds what it knows, and nothing where it only follows the length"() {
    given: 'a label that follows the length, a latent that fires on short rows, and one that fires on some correct rows'
    def random = new Random(11)
    def length = (0..<2000).collect { random.nextGaussian() * 10 + 50 } as double[]
    def y = (0..<2000).collect { random.nextGaussian() * 10 + length[it] > 50 } as boolean[]
    def latents = Case.sparse((0..<2000).collectMany { [length[it] < 40 && random.nextInt(3) == 0 ? 1f : 0f, y[it] && random.nextInt(3) == 0 ? 1f : 0f] }, 2)
    def inputs = Inputs.of(2000).withLatents(3, latents).withNumber('length', length)
    def split = Split.byTask(y, (0..<2000).collect { "t$it".toString() }, 0.5, 0.1, 0.4, 5)
    def auroc = { Detector d -> Evaluation.of(Selection.of(d, inputs, split.select(), split.tune()), inputs, split.report(), new Resampling(50, 1, 0.95), 1).detection().auroc().value() }

    expect:
    double alone = auroc(Detector.numbers(['length']))
    Math.abs(auroc(Detector.latent(3, 0).beside(['length'])) - alone) < 0.01
    auroc(Detector.latent(3, 1).beside(['length'])) > alone + 0.03
  }

  def "the kind of task alone is told by its success rate on the select rows, unknown kinds by that of all"() {
    given:
    def kinds = (0..<200).collect { it % 4 == 0 ? 'easy' : it % 4 == 1 ? 'hard' : it < 100 ? 'early' : 'late' }
    def y = (0..<200).collect { kinds[it] == 'easy' || kinds[it] != 'hard' && it % 3 == 0 } as boolean[]
    def inputs = Inputs.of(200).withCategory('kind', kinds)
    def split = Split.byTask(y, (0..<200).collect { "t$it".toString() }, 0.5, 0.0, 0.5, 1)

    expect:
    def evaluation = Evaluation.of(Selection.of(Detector.category('kind'), inputs, split.select(), split.tune()), inputs, split.report(), new Resampling(50, 1, 0.95), 1)
    evaluation.detection().auroc().value() > 0.8
  }

  def "what the inputs do not have is named"() {
    given:
    def y = (0..<40).collect { it % 2 == 0 } as boolean[]
    def split = Split.byTask(y, (0..<40).collect { "t$it".toString() }, 0.5, 0.1, 0.4, 1)

    when:
    Selection.of(detector, Inputs.of(40).withNumber('length', new double[40]), split.select(), split.tune())

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-STAT-007'
    e.message == message

    where:
    detector                                 | message
    Detector.logistic()                      | 'the inputs have no residuals'
    Detector.bestLatent(RankBy.WELCH, [:])   | 'the inputs have no latents'
    Detector.number('tests')                 | 'the inputs have no tests, only [length]'
  }
}
