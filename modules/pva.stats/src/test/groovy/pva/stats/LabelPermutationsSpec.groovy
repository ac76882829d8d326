package pva.stats

import spock.lang.Specification

class LabelPermutationsSpec extends Specification {

  def "a task's labels move as a whole, in order, to a task of the same size"() {
    given: 'two tasks of three rows, two of two, one of one'
    def tasks = ['a', 'b', 'a', 'c', 'a', 'd', 'b', 'c', 'b', 'd', 'e']
    def labels = [true, false, false, true, true, false, false, true, true, false, true] as boolean[]
    def relabelings = LabelPermutations.ofTasks(labels, tasks)

    when:
    def drawn = (0..<200).collect {
      float[][] ones = new float[11][1]
      relabelings.draw(new SplittableRandom(it), ones, 0)
      ['a', 'b', 'c', 'd', 'e'].collect { task -> (0..<11).findAll { tasks[it] == task }.collect { ones[it][0] as int }.join('') }
    } as Set

    then:
    drawn == [['101', '001', '11', '00', '1'], ['001', '101', '11', '00', '1'], ['101', '001', '00', '11', '1'],
              ['001', '101', '00', '11', '1']] as Set
    relabelings.arrangements() == 4
  }

  def "rows by themselves can be arranged in n over k ways, each as often"() {
    given:
    def relabelings = LabelPermutations.ofRows([true, true, false, false, false] as boolean[])

    when:
    def counts = (0..<5000).countBy {
      float[][] ones = new float[5][1]
      relabelings.draw(new SplittableRandom(it * 7919L), ones, 0)
      ones.collect { it[0] }
    }

    then:
    relabelings.arrangements() == 10
    counts.size() == 10
    counts.values().every { it > 400 && it < 600 }
  }

  def "where no two tasks have the same size, nothing can be exchanged"() {
    expect:
    LabelPermutations.ofTasks([true, false, true] as boolean[], ['a', 'b', 'b']).arrangements() == 1
  }
}
