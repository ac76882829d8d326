package pva.analysis.steer

import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.spec.DoseSpec
import pva.analysis.spec.GateSpec
import pva.analysis.spec.ResampleSpec
import pva.data.TableFiles
import pva.model.Tokenizer
import spock.lang.Specification
import spock.lang.TempDir

/** What is seen beside right and wrong, in a world whose every weight is known: where the gate opens, and where attention goes. */
class HeldOutSpec extends Specification {
  @TempDir
  Path folder

  def 'behind a gate the tasks that a probe takes for right are left alone, at every dose'() {
    given:
    def world = new PlantedWorld(folder, true)

    when:
    def gate = GateSpec.probe(OptionalDouble.empty(), OptionalDouble.of(0.5d))
    def result = world.run('gated', world.spec().gate(gate).resample(new ResampleSpec(1d, 0, 1)).build())
    def arms = Files.readAllLines(folder.resolve('gated/arms.csv'))*.split(',', -1)

    then: 'the wrong tasks are mended; the push that would break all right ones reaches none of them'
    result.verdict()[0].startsWith('It works: steering along the difference of means at dose 0.6')
    arms.find { it[0] == 'tune' && it[1] == 'direction' && it[3] == '-0.6' }[5..8] == ['12', '6', '0', '0']
    result.verdict()[-1] == 'The gate (the probability of a right solution below 0.500, by a probe on the last token of the prompt) was open on 8 of ' +
        '16 held-out tasks: on 8 of the 8 that are wrong without steering, and on 0 of the 8 that are right. The others were left alone.'
    world.record('gated').steering.gate == [open: 'the probability of a right solution below 0.500, by a probe on the last token of the prompt',
        tasks: 8, tokensAsked: 16, tokensOpen: 8]
    Files.readString(folder.resolve('gated/report.html')).contains('<dt>gate</dt>')
  }

  def 'attention moves in the one head that reads the stream, and by as much as its scores say'() {
    given: 'a push away from the flag: every stream behind it becomes longer, so that its scores fall'
    def world = new PlantedWorld(folder, true)
    def result = world.run('attention', world.spec().dose(new DoseSpec(DoseSpec.Unit.RESIDUAL_NORM, [-1.2d])).attention()
        .resample(new ResampleSpec(1d, 0, 1)).build())
    def rows = Files.readAllLines(folder.resolve('attention/attention.csv'))*.split(',', -1)
    def at = { String tokens, String part, int head -> rows.find { it[0] == tokens && it[1] == part && it[3] == "$head" } }
    def solutions = TableFiles.readParquet(folder.resolve('attention/solutions.parquet'))
    def held = (0..<solutions.rows()).findAll { solutions.column('arm').value(it) == 'direction' }.drop(12) // behind the tune tasks
        .collect { solutions.column('task_id').value(it) as int }
    def tokenizer = Tokenizer.open(folder.resolve('model'))

    and: 'one of n tokens is the flag; with query and key 16 / |x| long and heads of 16, its score is 64 / |x|², that of all others 0'
    double length = Math.sqrt(2 + 1.5d * 1.5d)
    double longer = Math.sqrt(2 + (1.5d + 1.2d * length)**2)
    def first = { double x -> held.collect { task ->
      int n = tokenizer.encode("Task $task: return one${task % 2 == 0 ? '' : ' for the flag'}.\n\nassert g() == 1\n\n# Solution:\n").length
      1 / (n - 1 + (task % 2 == 0 ? 1 : Math.exp(64 / (x * x))))
    }.sum() / held.size() }

    expect: 'the share of the first token, which has no flag, is one of those scores'
    def bos = at('the last token of the prompt', 'first token (BOS)', 0)
    bos[2] == '1'
    bos[4] == '16'
    Math.abs((bos[5] as double) - first(length)) < 1e-6
    Math.abs((bos[6] as double) - first(longer)) < 1e-6

    and: 'the flag is in the task: what that loses the others gain; the other heads look everywhere alike and have nothing to test'
    def parts = ['first token (BOS)', 'task', 'tests', 'rest of the prompt']
    (at('the last token of the prompt', 'task', 0)[7] as double) < -0.1
    Math.abs(parts.sum { at('the last token of the prompt', it, 0)[7] as double }) < 1e-6
    [1, 2, 3].every { head -> parts.every { at('the last token of the prompt', it, head)[7..10] == ['0.0', '', '', ''] } }
    at('the last token of the prompt', 'own solution', 0) == null

    and: 'the same of the tokens of the solution, with a sentence, a table, and two figures'
    (at('the tokens of the unsteered solution', 'task', 0)[10] as double) < 0.05
    result.verdict()[-1].startsWith('Attention of the tokens of the unsteered solution, in the mean of all heads behind the change: the part that ' +
        'gains or loses most is `task`, from ')
    result.verdict()[-1].endsWith('Of 9 pairs of a head and a part 9 change beyond chance.')
    def report = Files.readString(folder.resolve('attention/report.html'))
    report.contains('<h2 id="attention">Where attention goes</h2>')
    report.contains('block 1, head 0: task')
    report.count('<svg') == 4
    world.record('attention').steering.attention*.tasks == [16, 16]

    cleanup:
    tokenizer?.close()
  }
}
