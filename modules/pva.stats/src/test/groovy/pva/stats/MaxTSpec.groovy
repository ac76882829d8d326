package pva.stats

import pva.base.Progress

import spock.lang.Specification

class MaxTSpec extends Specification {

  def "the fast kernel agrees with Welch's test done one relabeling at a time"() {
    given:
    def seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    int rows = 20 + random.nextInt(30)
    int width = 5 + random.nextInt(20)
    def latents = Case.random(random, rows, width, 0.3)
    def labels = (0..<rows).collect { it < 4 || it > 7 && random.nextBoolean() } as boolean[]
    def tasks = (0..<rows).collect { 'task ' + (it >> 1) }
    def relabelings = LabelPermutations.ofTasks(labels, tasks)

    when:
    def result = MaxT.of(latents, relabelings, all(width), 150, 42, 2, Progress.NONE)

    then:
    def maxima = slowMaxima(latents, relabelings, rows, 150, 42)
    (0..<150).every { Math.abs(result.maxima()[it] - maxima[it]) <= 1e-9 * maxima[it] }
    def t = Scoring.score(latents, labels, 1).column(Column.WELCH_T)
    (0..<width).every { j ->
      Double.isNaN(t[j]) ? Double.isNaN(result.adjusted()[j])
          : result.adjusted()[j] == (1 + maxima.count { it >= Math.abs(t[j]) * (1 - 1e-9) }) / 151d
    }
  }

  def "the number of threads does not change a bit"() {
    given:
    def latents = Case.random(new Random(5), 50, 40, 0.2)
    def relabelings = LabelPermutations.ofRows((0..<50).collect { it % 2 == 0 } as boolean[])

    when:
    def results = [1, 2, 3].collect { MaxT.of(latents, relabelings, all(40), 333, 7, it, Progress.NONE) }

    then:
    results.every { Arrays.equals(it.adjusted(), results[0].adjusted()) && Arrays.equals(it.maxima(), results[0].maxima()) }
  }

  def "a latent that tells all rows apart gets the smallest p there is, one that never varies gets none"() {
    given: 'latents: tells apart, always the same, never fires, noise'
    def labels = (0..<30).collect { it % 2 == 0 } as boolean[]
    def noise = new Random(3)
    def values = (0..<30).collectMany { [labels[it] ? 2f : 0f, 3f, 0f, noise.nextFloat()] }

    when:
    def p = MaxT.of(Case.sparse(values, 4), LabelPermutations.ofRows(labels), all(4), 999, 1, 1, Progress.NONE).adjusted()

    then:
    p[0] == 0.001d
    Double.isNaN(p[1]) && Double.isNaN(p[2])
    p[3] > 0.05
  }

  def "latents that a filter dropped are not tested and do not raise the bar"() {
    given:
    def latents = Case.random(new Random(9), 40, 30, 0.4)
    def relabelings = LabelPermutations.ofRows((0..<40).collect { it < 15 } as boolean[])
    def one = (0..<30).collect { it == 4 } as boolean[]

    when:
    def wide = MaxT.of(latents, relabelings, all(30), 500, 3, 1, Progress.NONE)
    def narrow = MaxT.of(latents, relabelings, one, 500, 3, 1, Progress.NONE)

    then:
    (0..<30).every { it == 4 || Double.isNaN(narrow.adjusted()[it]) }
    narrow.adjusted()[4] <= wide.adjusted()[4]
    narrow.critical(0.05) < wide.critical(0.05)
  }

  def "where nothing is real, the best of all latents is called real about as often as promised"() {
    given: '150 datasets of 40 noise latents, rows in tasks of three that share their latents and their label'
    def random = new Random(20)
    int found = 0

    when:
    150.times {
      def label = (0..<20).collect { random.nextInt(5) < 2 }
      label[0] = true
      label[1] = false
      def rows = (0..<20).collectMany { task ->
        def own = (0..<40).collect { random.nextDouble() < 0.3 ? 1 + random.nextDouble() : 0d }
        (0..<3).collectMany { own.collect { it == 0 ? 0f : (it + 0.01 * random.nextDouble()) as float } }
      }
      def labels = (0..<60).collect { label[it.intdiv(3)] } as boolean[]
      def relabelings = LabelPermutations.ofTasks(labels, (0..<60).collect { 'task ' + it.intdiv(3) })
      def p = MaxT.of(Case.sparse(rows, 40), relabelings, all(40), 99, it, 2, Progress.NONE).adjusted()
      found += p.any { it <= 0.05 } ? 1 : 0
    }

    then: 'binomial(150, 0.05): 7.5 ± 2.7'
    found <= 16
  }

  def "p is at most the level where t is above the critical value"() {
    given:
    def latents = Case.random(new Random(11), 60, 50, 0.5)
    def labels = (0..<60).collect { it < 25 } as boolean[]
    def t = Scoring.score(latents, labels, 1).column(Column.WELCH_T)

    when:
    def result = MaxT.of(latents, LabelPermutations.ofRows(labels), all(50), 199, 12, 1, Progress.NONE)

    then:
    [0.005, 0.05, 0.3, 0.7, 0.95].every { level ->
      (0..<50).every { (result.adjusted()[it] <= level + 1e-12) == (Math.abs(t[it]) > result.critical(level)) }
    }
    result.critical(0.004) == Double.POSITIVE_INFINITY
  }

  def "latents left out because they cannot win change nothing"() {
    given: 'latents that fire on 1, 2, 3 ... rows, one of them twice as hard, and one that tells apart'
    def labels = (0..<60).collect { it < 20 } as boolean[]
    def random = new Random(8)
    def values = (0..<60).collectMany { row -> (0..<600).collect { j ->
      j == 17 ? (labels[row] ? 1f : 0f) : random.nextInt(60) <= j / 60 ? 1 + random.nextFloat() : 0f } }
    def latents = Case.sparse(values, 600)
    def relabelings = LabelPermutations.ofRows(labels)

    expect: 'the bound that leaves them out holds for every latent and relabeling'
    def result = MaxT.of(latents, relabelings, all(600), 130, 4, 1, Progress.NONE)
    def maxima = slowMaxima(latents, relabelings, 60, 130, 4)
    (0..<130).every { Math.abs(result.maxima()[it] - maxima[it]) <= 1e-9 * maxima[it] }
  }

  def "no relabeling lifts t above its bound, and the bound is reached"() {
    given:
    def labels = Labels.of((0..<10).collect { it < 4 } as boolean[])
    def equal = ByLatent.of(Case.sparse((0..<10).collect { it < 3 ? 2f : 0f }, 1))

    expect: 'three of the four correct rows fire alike: t² = 3 (4 − 1) / (4 − 3)'
    Math.abs(Welch.of(TwoGroups.of(equal, 0, labels)).t() - 3) < 1e-12
    SquaredT.bound(3, labels) == 9d
    SquaredT.bound(4, labels) == Double.POSITIVE_INFINITY
  }

  static boolean[] all(int width) {
    (0..<width).collect { true } as boolean[]
  }

  private static List<Double> slowMaxima(latents, LabelPermutations relabelings, int rows, int count, long seed) {
    def seeds = new SplittableRandom(seed).longs(count).toArray()
    def turned = ByLatent.of(latents)
    seeds.collect { s ->
      float[][] ones = new float[rows][1]
      relabelings.draw(new SplittableRandom(s), ones, 0)
      def labels = Labels.of(ones.collect { it[0] > 0 } as boolean[])
      (0..<latents.cols()).collect { Math.abs(Welch.of(TwoGroups.of(turned, it, labels)).t()) }.findAll { !Double.isNaN(it) }.max()
    }.sort()
  }
}
