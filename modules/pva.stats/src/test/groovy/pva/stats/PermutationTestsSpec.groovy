package pva.stats

import pva.base.Progress

import spock.lang.Specification

class PermutationTestsSpec extends Specification {

  def "sums of a block are those of the obvious loop, for any number of firing rows and relabelings"() {
    given:
    def seed = Long.getLong('pva.seed', System.nanoTime())
    println "pva.seed=$seed"
    def random = new Random(seed)
    int rows = 3 + random.nextInt(60)
    int width = 1 + random.nextInt(70)
    def latents = ByLatent.of(Case.random(random, rows, 40, random.nextDouble()))
    def ones = (0..<rows).collect { (0..<width).collect { random.nextInt(3) == 0 ? 1f : 0f } as float[] } as float[][]
    def sums = new BlockSums(latents, width)

    expect:
    (0..<40).every { j ->
      def fast = sums.of(j, ones)
      int from = latents.start()[j]
      int to = latents.start()[j + 1]
      double total = 0
      double[] slow = new double[width]
      for (int i = from; i < to; i++) {
        total += latents.value()[i]
        for (int p = 0; p < width; p++) {
          slow[p] += ones[latents.row()[i]][p] * latents.value()[i]
        }
      }
      (0..<width).every { Math.abs(fast[it] - slow[it]) <= BlockSums.error(to - from) * total }
    }
  }

  def "both tests in one walk give what each gives alone, on any number of threads"() {
    given: 'more relabelings than are drawn at a time'
    def seed = Long.getLong('pva.seed', System.nanoTime())
    println "pva.seed=$seed"
    def random = new Random(seed)
    int rows = 30 + random.nextInt(30)
    def latents = Case.random(random, rows, 50, 0.2)
    def relabelings = LabelPermutations.ofTasks((0..<rows).collect { it < 9 || random.nextInt(3) == 0 && it < 25 } as boolean[],
        (0..<rows).collect { "t${it >> 1}".toString() })
    def kept = (0..<50).collect { it != 13 } as boolean[]
    int more = 2 * BlockSums.WIDTH + 1 + random.nextInt(BlockSums.WIDTH)

    when:
    def both = [1, 3].collect { PermutationTests.of(ByLatent.of(latents), relabelings, kept, 77, more, 5, it, Progress.NONE) }
    def tasks = TaskTest.of(latents, relabelings, kept, 77, 5, 2, Progress.NONE)
    def maxT = MaxT.of(latents, relabelings, kept, more, 5, 2, Progress.NONE)

    then:
    both.every {
      Arrays.equals(it.tasks().z(), tasks.z()) && Arrays.equals(it.tasks().p(), tasks.p())
          && Arrays.equals(it.maxT().adjusted(), maxT.adjusted()) && Arrays.equals(it.maxT().maxima(), maxT.maxima())
    }
  }

  def "latents are put in order of how often they fire, equal ones by number"() {
    expect:
    ByLatent.of(Case.sparse([1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0].collect { it as float }, 4)).with {
      it.leastFiringFirst() == [2, 3, 0, 1] as int[]
    }
  }
}
