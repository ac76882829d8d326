package pva.stats

import pva.base.PvaException

import spock.lang.Specification

class SplitSpec extends Specification {

  def "every row stands in one part, the rows of a task in the same one, and every part has its share of both kinds"() {
    given:
    def seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed"
    def random = new Random(seed)
    def tasks = (0..<200 + random.nextInt(100)).collectMany { task -> (0..random.nextInt(3)).collect { "task $task".toString() } }
    def correct = tasks.collect { random.nextInt(10) < 3 } as boolean[]
    Collections.shuffle(tasks, random)

    when:
    def split = Split.byTask(correct, tasks, 0.5, 0.1, 0.4, random.nextLong())
    def parts = [split.select(), split.tune(), split.report()]

    then:
    parts.collectMany { it.rows().toList() }.sort() == (0..<tasks.size()).toList()
    parts.every { part -> (0..<part.size()).every { part.correct()[it] == correct[part.rows()[it]] && part.tasks()[it] == tasks[part.rows()[it]] } }
    parts.collectMany { it.tasks().toUnique() }.size() == tasks.toUnique().size()
    [0.5, 0.1, 0.4].withIndex().every { share, p -> Math.abs(parts[p].size() - share * tasks.size()) <= 4 }
    def all = correct.toList().count(true) / correct.length
    parts.collect { Math.abs(it.positives() - all * it.size()) }.every { it <= 4 }
  }

  def "the same seed gives the same parts, another one others"() {
    given:
    def correct = (0..<100).collect { it % 3 == 0 } as boolean[]
    def tasks = (0..<100).collect { "t$it".toString() }
    def rows = { seed -> Split.byTask(correct, tasks, 0.5, 0.1, 0.4, seed).report().rows() }

    expect:
    Arrays.equals(rows(1), rows(1))
    !Arrays.equals(rows(1), rows(2))
  }

  def "tasks of which nothing is known yet are dealt by the same rule: as tasks that are half right each"() {
    given:
    def tasks = (0..<101).collect { "t$it".toString() }
    def rows = tasks.collectMany { [it, it] }
    def parts = Split.unlabelled(tasks, 0.5, 0.1, 0.4, 42)
    def labelled = Split.byTask(rows.indices.collect { it % 2 == 0 } as boolean[], rows, 0.5, 0.1, 0.4, 42)

    expect: 'an independent way to the same sides, because then no task differs from another'
    parts.collect { it.collect { tasks[it] } as Set } == [labelled.select(), labelled.tune(), labelled.report()]*.tasks()*.toSet()
    parts*.size() == [51, 10, 40]

    and: 'another seed deals otherwise'
    Split.unlabelled(tasks, 0.5, 0.1, 0.4, 43)[2].toList() != parts[2].toList()
  }

  def "shares of tasks that make no whole are refused"() {
    when:
    Split.unlabelled(['a', 'b'], 0.5, 0.1, 0.5, 1)

    then:
    PvaException e = thrown()
    [e.code(), e.message] == ['PVA-STAT-005', 'split shares select 0.5, tune 0.1, report 0.5 do not make a whole']
  }

  def "folds report on every row once and never on a task that they select or tune on"() {
    given:
    def tasks = (0..<90).collect { "t${it.intdiv(3)}".toString() }
    def correct = (0..<90).collect { it % 4 < 2 } as boolean[]

    when:
    def folds = Split.folds(correct, tasks, 5, 1, 0.2, 7)

    then:
    folds.collectMany { it.report().rows().toList() }.sort() == (0..<90).toList()
    folds.every { f -> f.report().tasks().every { !(it in f.select().tasks()) && !(it in f.tune().tasks()) } }
    folds.every { f -> f.select().tasks().every { !(it in f.tune().tasks()) } && f.tune().size() > 0 }
  }

  def "folds that are dealt again are other folds, and every row reports once in each dealing"() {
    given:
    def tasks = (0..<90).collect { "t${it.intdiv(3)}".toString() }
    def correct = (0..<90).collect { it % 4 < 2 } as boolean[]

    when:
    def folds = Split.folds(correct, tasks, 5, 3, 0.2, 7)
    def reports = folds*.report()*.rows()*.toList()

    then:
    reports.collate(5).every { it.flatten().sort() == (0..<90).toList() }
    (reports as Set).size() == 15
    reports.take(5) == Split.folds(correct, tasks, 5, 1, 0.2, 7)*.report()*.rows()*.toList()
  }

  def "folds that cannot be made are refused: #folds folds, dealt #repeats times, with a tune share of #tune"() {
    when:
    Split.folds([true, false] as boolean[], ['a', 'b'], folds, repeats, tune, 1)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-STAT-005'
    e.message == "$folds folds, dealt $repeats times with a tune share of $tune, cannot be made"
    e.help() == ['take at least 2 folds, 1 dealing and a tune share from 0 to below 1']

    where:
    folds | repeats | tune
    1     | 1       | 0.0d
    2     | 0       | 0.0d
    2     | 1       | 1.0d
  }

  def "a selection is not reported on rows of another split, which may have selected it"() {
    given:
    def correct = (0..<100).collect { it % 3 == 0 } as boolean[]
    def tasks = (0..<100).collect { "t$it".toString() }
    def inputs = Inputs.of(100).withNumber('length', (0..<100).collect { it as double } as double[])
    def one = Split.byTask(correct, tasks, 0.5, 0.1, 0.4, 1)
    def other = Split.byTask(correct, tasks, 0.5, 0.1, 0.4, 2)
    def chosen = Selection.of(Detector.number('length'), inputs, one.select(), one.tune())

    when:
    Evaluation.of(chosen, inputs, other.report(), Resampling.standard(), 1)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-STAT-009'
    e.message == 'the report rows belong to another split than the rows that selected: some of them may have been chosen on'

    when: 'a second dataset that holds a task of the first'
    Evaluation.of(chosen, inputs, ReportRows.ofOtherDataset(correct, tasks), Resampling.standard(), 1)

    then:
    def shared = thrown(PvaException)
    shared.code() == 'PVA-STAT-009'
    shared.message.endsWith('of the second dataset was selected on in the first')
  }

  def "shares that make no whole, and parts without both kinds, are refused"() {
    when:
    Split.byTask(correct as boolean[], correct.indices.collect { "t$it".toString() }, *shares, 1)

    then:
    def e = thrown(PvaException)
    e.code() == code
    e.message == message

    where:
    correct                             | shares          | code           | message
    [true, false, true, false]          | [0.5, 0.1, 0.5] | 'PVA-STAT-005' | 'split shares select 0.5, tune 0.1, report 0.5 do not make a whole'
    [true, false, false, false, false]  | [0.5, 0.0, 0.5] | 'PVA-STAT-006' | 'the report part of the split has 0 correct and 2 incorrect rows: both are needed'
  }
}
