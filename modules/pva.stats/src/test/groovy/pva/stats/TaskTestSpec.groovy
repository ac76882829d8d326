package pva.stats

import static pva.stats.Truth.near

import pva.base.Progress

import spock.lang.Specification

class TaskTestSpec extends Specification {

  def "mean and variance over relabelings are exact: all orders of a few tasks agree"() {
    given: 'four tasks of two rows and three of one, listed together'
    def seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed"
    def random = new Random(seed)
    def tasks = ['a', 'b', 'a', 'c', 'd', 'b', 'c', 'd', 'e', 'f', 'g']
    def labels = (0..<11).collect { it < 2 ? it == 0 : random.nextBoolean() } as boolean[]
    def latents = Case.random(random, 11, 6, 0.6)
    def turned = ByLatent.of(latents)
    def rows = tasks.toUnique().collect { t -> tasks.findIndexValues { it == t }*.intValue() }
    def sums = { int j ->
      [rows.findAll { it.size() == 2 }, rows.findAll { it.size() == 1 }].collect { groups ->
        groups.permutations().collect { order ->
          (0..<groups.size()).sum { g -> (0..<groups[g].size()).sum { i -> labels[order[g][i]] ? SparseRows.value(latents, groups[g][i], j) : 0d } }
        }
      }
    }

    when:
    def moments = LabelPermutations.ofTasks(labels, tasks).moments()
    def scratch = moments.scratch()

    then:
    (0..<6).every { j ->
      def all = sums(j)
      def means = all.collect { it.sum() / it.size() }
      def variance = [0, 1].sum { c -> all[c].sum { (it - means[c])**2 } / all[c].size() }
      Math.abs(moments.mean(turned, j) - means.sum()) < 1e-9 && Math.abs(moments.variance(turned, j, scratch) - variance) < 1e-9
    }
  }

  def "p is the share of relabelings that reach the sum, within the half percent of its bins"() {
    given:
    def random = new Random(31)
    def latents = Case.random(random, 40, 5, 0.5)
    def labels = (0..<40).collect { random.nextInt(3) == 0 } as boolean[]
    def relabelings = LabelPermutations.ofRows(labels)

    when: 'five latents share one stratum'
    def test = TaskTest.of(latents, relabelings, Kept.all(5), 2000, 9, 2, Progress.NONE)

    then:
    def all = slow(latents, relabelings, 40, 2000, 9)
    all.size() == 10_000
    (0..<5).every { near(test.p()[it], (1 + all.count { z -> z >= Math.abs(test.z()[it]) - 1e-9 }) / 10001d, 0.01) }
  }

  def "the number of threads does not change a bit, and latents that are dropped or never vary have no p"() {
    given:
    def latents = Case.random(new Random(5), 60, 40, 0.2)
    def tasks = (0..<60).collect { "t${it.intdiv(3)}".toString() }
    def relabelings = LabelPermutations.ofTasks((0..<60).collect { it % 3 == 1 || it < 30 } as boolean[], tasks)
    def kept = (0..<40).collect { it != 7 } as boolean[]

    when:
    def tests = [1, 2, 3].collect { TaskTest.of(latents, relabelings, kept, 333, 7, it, Progress.NONE) }

    then:
    tests.every { Arrays.equals(it.p(), tests[0].p()) && Arrays.equals(it.z(), tests[0].z()) }
    Double.isNaN(tests[0].p()[7])
    (0..<40).every { it == 7 || tests[0].p()[it] > 0 && tests[0].p()[it] <= 1 }
  }

  def "the intraclass correlation is that of an analysis of variance, and the design effect Moulton's"() {
    given: 'the scores of the reference, shifted above 0 where they stand for activations'
    def y = Truth.labels()
    double[] x = Truth.VALUES.score
    def shifted = Case.sparse(x.collect { (it + 10) as float }, 1)
    def sizes = Truth.tasks().countBy { it }.values()
    def meanSize = sizes.sum { it * it } / 120d

    when:
    def effect = DesignEffect.of(y, Truth.tasks())

    then: 'an analysis of variance does not see the shift; float32 leaves 7 digits of it'
    near(effect.of(ByLatent.of(shifted), 0, new double[effect.groups()], new int[effect.groups()]),
        1 + (meanSize - 1) * Truth.VALUES.icc[0] * Truth.VALUES.icc[1], 1e-5)
    DesignEffect.ofRows(y).none()
  }

  def "point-biserial correlation is SciPy's; intervals hold their figure and widen with the design effect"() {
    given:
    def y = Truth.labels()
    def latents = Case.sparse(Truth.VALUES.score.collect { (it + 10) as float }, 1)
    def alone = Scoring.score(latents, y, 1)
    def shared = Scoring.score(latents, y, Truth.tasks(), Column.scored(), Kept.all(1), 1)
    def width = { s, low, high -> s.value(high, 0) - s.value(low, 0) }

    expect:
    near(alone.value(Column.POINT_BISERIAL, 0), Truth.one('point_biserial'), 1e-6)
    alone.value(Column.DESIGN_EFFECT, 0) == 1d
    near(width(shared, Column.AUROC_LOW, Column.AUROC_HIGH) / width(alone, Column.AUROC_LOW, Column.AUROC_HIGH),
        Math.sqrt(shared.value(Column.DESIGN_EFFECT, 0)), 1e-9)
    alone.value(Column.AUROC_LOW, 0) < alone.value(Column.AUROC, 0)
    near((alone.value(Column.AUROC_HIGH, 0) - alone.value(Column.AUROC, 0)) / alone.value(Column.AUROC_SE, 0), 1.959963984540054, 1e-9)
    near(width(alone, Column.HEDGES_G_LOW, Column.HEDGES_G_HIGH) / (1 - 3 / (4 * 120 - 9d)),
        Interval.ofCohensD(alone.value(Column.COHENS_D, 0), y.toList().count(true) as int, y.toList().count(false) as int, 0.95).with { it.high() - it.low() }, 1e-9)
  }

  def "a zero-inflated latent is reported in both parts"() {
    given: 'fires on 3 of 4 correct rows (2, 4, 6) and on 2 of 6 incorrect ones (1, 4)'
    def values = [2, 4, 6, 0, 1, 4, 0, 0, 0, 0].collect { it as float }
    def s = Scoring.score(Case.sparse(values, 1), (0..<10).collect { it < 4 } as boolean[], 1)

    expect:
    s.value(Column.FREQ_CORRECT, 0) == 0.75d
    s.value(Column.STRENGTH_CORRECT, 0) == 4d
    s.value(Column.STRENGTH_INCORRECT, 0) == 2.5d
    s.value(Column.STRENGTH_AUROC, 0) == 4.5d / 6
    near(s.value(Column.FREQ_DIFF_LOW, 0), Interval.newcombe(3, 4, 2, 6, 0.95).low(), 1e-12)
  }

  /** |z| of every latent under every relabeling, one at a time. */
  private static List<Double> slow(latents, LabelPermutations relabelings, int rows, int count, long seed) {
    def turned = ByLatent.of(latents)
    def moments = relabelings.moments()
    def scratch = moments.scratch()
    new SplittableRandom(seed).longs(count).toArray().toList().collectMany { s ->
      float[][] ones = new float[rows][1]
      relabelings.draw(new SplittableRandom(s), ones, 0)
      (0..<latents.cols()).collect { j ->
        double sum = 0
        (0..<rows).each { r -> sum += ones[r][0] * SparseRows.value(latents, r, j) }
        Math.abs(sum - moments.mean(turned, j)) / Math.sqrt(moments.variance(turned, j, scratch))
      }
    }
  }
}
