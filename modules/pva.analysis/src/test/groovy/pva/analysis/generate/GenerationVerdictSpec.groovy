package pva.analysis.generate

import java.nio.file.Path
import pva.analysis.generate.Solutions.Solution
import pva.analysis.spec.GenerationSpec
import pva.analysis.spec.ModelSpec
import pva.code.Isolation
import spock.lang.Specification

class GenerationVerdictSpec extends Specification {
  private static GenerationVerdict verdict(List<Solution> solutions, Isolation isolation = Isolation.NAMESPACES) {
    new GenerationVerdict(GenerationSpec.of(Path.of('solve.groovy'), '').model(ModelSpec.of('tiny')).problems('p').maxNewTokens(96).build(),
        new Solutions(solutions), new Judged(isolation, '3.11.2'))
  }

  private static List<Solution> solutions(int count, String error, int tokens = 20, int samples = 1) {
    (0..<count).collect { new Solution("$error ${it.intdiv(samples)}".toString(), it % samples, 'p', 'c', ['t'], error ? 0 : 1, Optional.ofNullable(error), tokens) }
  }

  def 'the headline says how many tasks are solved, with an interval'() {
    given:
    GenerationVerdict v = verdict(solutions(120, null) + solutions(150, 'AssertionError') + solutions(130, 'NameError'))

    expect: '30 % of 400; Wilson: 25.7 to 34.7 %'
    v.headline() == 'tiny solves 30.0 % of 400 tasks with one solution (95 % interval 25.7 to 34.7 %): 120 of 400 solutions are correct.'
    v.paragraphs() == ['Of the 280 others 150 end with AssertionError, 130 with NameError.']
    v.warnings() == []
    v.lines() == [v.headline()] + v.paragraphs()
  }

  def 'with several samples it says how many tasks are solved by any of them'() {
    given: 'one task with one right sample of two, one with none'
    GenerationVerdict v = verdict([new Solution('a', 0, 'p', 'c', ['t'], 1, Optional.empty(), 9), new Solution('a', 1, 'p', 'c', ['t'], 0, Optional.of('NameError'), 9)] +
        solutions(2, 'NameError', 9, 2))

    expect:
    v.headline().startsWith('tiny solves 25.0 % of 2 tasks with one solution ')
    v.paragraphs()[0] == 'At least one of several solutions is correct in 50.0 % of the tasks (pass@2).'
  }

  def 'it warns of what can mislead: #warning'() {
    expect:
    verdict(solutions(correct, null) + wrong, isolation).warnings() == (warning ? [warning] : [])

    where:
    correct | wrong                                                                    | isolation            || warning
    12      | solutions(200, 'NameError')                                              | Isolation.NAMESPACES || 'Only 12 of 212 solutions are correct: an analysis of them has little to compare.'
    200     | solutions(196, 'NameError') + solutions(4, 'SyntaxError', 96)            | Isolation.NAMESPACES || null
    200     | solutions(195, 'NameError') + solutions(5, 'SyntaxError', 96)            | Isolation.NAMESPACES || '5 of 400 solutions were cut off at 96 tokens: what is found on them may tell "cut off" from "stopped" instead of right from wrong.'
    200     | solutions(199, 'NameError') + solutions(1, 'Timeout')                    | Isolation.SECCOMP    || '1 solution ran out of 5 s of processor time; on a faster machine it might pass.'
    200     | solutions(200, 'NameError')                                              | Isolation.LIMITS     || "The programs were shut in by only limits on time, memory, file sizes and processes: network and files of this user are within reach."
  }
}
