package pva.analysis.steer
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.Verification
import pva.analysis.spec.DirectionSpec
import pva.analysis.spec.DoseSpec
import pva.analysis.spec.SplitSpec
import pva.base.Progress
import pva.base.PvaException
import pva.data.TableFiles
import pva.tensor.SafetensorsFile
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class SteerRunSpec extends Specification {
  @Shared @TempDir
  Path folder
  @Shared
  PlantedWorld effect
  @Shared
  SteerResult found

  def setupSpec() {
    effect = new PlantedWorld(Files.createDirectories(folder.resolve('effect')), true)
    found = effect.run('first')
  }

  def 'a planted effect is found and reversed'() {
    expect: 'every second task has the flag and is wrong; of the 16 held out, 8'
    found.verdict()[0] == 'It works: steering along the difference of means at dose 0.6 corrects more than it breaks (8 of 8 wrong tasks ' +
        'corrected, 0 of 8 right ones broken), more than chance and more than its controls do.'
    found.verdict()[1] == 'Of 16 held-out tasks 8 are right without steering. Corrected: 8 of 8 (100 %, 95 % interval 63.1 to 100 %). ' +
        'Broken: 0 of 8 (0 %, 95 % interval 0 to 36.9 %). Pass@1 goes from 0.500 to 1.00; exact McNemar p 0.00781.'
    found.verdict()[2].startsWith('The controls are 20 random directions, changed alike. 0 of these 20 change pass@1 by +0.500 or better ' +
        '(empirical p 0.0476);')

    and: 'the record has the same figures'
    with(effect.record('first').steering) {
      direction == 'the difference of means'
      chosenDose == 0.6d
      parts == [select: 12, tune: 12, heldOut: 16]
      heldOut.gained == 8
      heldOut.lost == 0
      helps
    }
  }

  def 'the direction that was found is the one that was planted'() {
    given:
    Path directions = Files.list(folder.resolve('effect/cache/steps/directions')).withCloseable { it.findFirst().get() }

    expect: 'all of it lies on the twelfth dimension, up to the rounding of a mean'
    SafetensorsFile.open(directions.resolve('directions.safetensors')).withCloseable { Math.abs(it.matrix('directions').with { m ->
      float[] row = new float[64]
      m.read(0, 1, row, 0)
      row[12]
    } - 1) < 1e-6 }
  }

  def 'the other way it breaks what was right, and the table says so'() {
    given:
    def arms = Files.readAllLines(folder.resolve('effect/first/arms.csv'))
    def columns = arms[0].split(',')
    def against = arms.collect { it.split(',', -1) }.find { it[0] == 'tune' && it[1] == 'direction' && it[3] == '-0.6' }

    expect: 'of 12 tune tasks 6 are right, and all of them are lost'
    columns[5..8] == ['tasks', 'right_before', 'gained', 'lost']
    against[5..8] == ['12', '6', '0', '6']
    arms.size() == 1 + 2 * 21 + 1 + 21 + 2
  }

  def 'a planted null is not found: what tells right from wrong need not cause it'() {
    given:
    def world = new PlantedWorld(Files.createDirectories(folder.resolve('null')), false)

    when:
    def result = world.run('first')

    then: 'half of the tasks are as wrong as before'
    result.verdict()[0] == 'Nothing happened: steering along the difference of means at dose 0.6 changes no solution of the held-out tasks.'
    world.record('first').steering.heldOut.wrong == 8
    !world.record('first').steering.helps
  }

  def 'taking the direction out mends the flagged tasks as well'() {
    when:
    def result = effect.run('ablated', effect.spec().dose(DoseSpec.ablation()).build())

    then:
    result.verdict()[0].startsWith('It works: taking out the difference of means corrects more than it breaks (8 of 8 wrong tasks corrected')
    result.steps().find { it.name() == 'unsteered' }.cache() == 'hit'
    result.steps().find { it.name() == 'directions' }.cache() == 'hit'
  }

  def 'again it comes from the cache, and nothing differs'() {
    when:
    def again = effect.run('again')

    then:
    again.steps().every { it.cache() == 'hit' }
    again.verdict() == found.verdict()
    ['arms.csv', 'solutions.parquet', 'figures/dose_curve.svg', 'figures/transitions.svg'].every {
      Files.mismatch(folder.resolve("effect/first/$it"), folder.resolve("effect/again/$it")) == -1
    }
    Verification.of(folder.resolve('effect/again'), Progress.NONE).unchanged()
  }

  def 'an interrupted study goes on and comes to the same bytes'() {
    given:
    def world = new PlantedWorld(Files.createDirectories(folder.resolve('stopped')), true)
    int left = 300
    def stops = new Progress() {
      @Override
      Progress.Task start(String what, long total, String unit) {
        return { long n -> if ((left -= what == 'tune' ? n : 0) < 0) throw new IllegalStateException('stopped') } as Progress.Task
      }
    }

    when:
    world.run('killed', world.spec().build(), stops)

    then:
    thrown(IllegalStateException)
    world.record('killed').status == 'failed'
    def parts = Files.walk(folder.resolve('stopped/cache/steps/tune')).withCloseable { it.filter { it.toString().endsWith('.parquet') }.count() }
    parts > 10

    when: 'and one of its parts is damaged'
    Files.walk(folder.resolve('stopped/cache/steps/tune')).withCloseable { all ->
      Files.write(all.filter { it.toString().endsWith('.parquet') }.findFirst().get(), new byte[100])
    }
    world.run('whole')

    then:
    Files.mismatch(folder.resolve('stopped/whole/arms.csv'), folder.resolve('effect/first/arms.csv')) == -1
    TableFiles.readParquet(folder.resolve('stopped/whole/solutions.parquet')).rows() == 40 + 2 * 21 * 12 + 21 * 16 + 2 * 16
  }

  def 'the report is one page with the verdict first and three pairs side by side'() {
    given:
    String page = Files.readString(folder.resolve('effect/first/report.html'))

    expect:
    page.indexOf('It works: steering along') < page.indexOf('What was asked')
    page.count('<div class="pair">') == 3
    page.contains('def g(): return 0')
    page.count('<svg') == 2
    !(page =~ /(src|href)="http/)
  }

  def 'what cannot be studied is said: #what'() {
    when:
    effect.run('refused', change.call(effect.spec()).build())

    then:
    def e = thrown(PvaException)
    e.code() == code
    e.message == message

    where:
    what                     | change                                      || code            | message
    'no such problems'       | { it.problems('none.jsonl') }               || 'PVA-RUN-020'   | 'not on this machine: the problems none.jsonl'
    'latents, no dictionary' | { it.direction(DirectionSpec.latent(3)) }   || 'PVA-STEER-012' | 'a latent is steered along, but no dictionary is said'
    'no such prompt'         | { it.prompt('poem') }                       || 'PVA-CODE-008'  | 'there is no prompt `poem`'
    'a chat, no template'    | { it.prompt('chat') }                       || 'PVA-GEN-004'   | 'the model has no chat template'
    'the last block'         | { it.layer(1).attention() }                 || 'PVA-STEER-018' | 'no block lies behind layer 1, so no attention can change'
    'too few controls'       | { it.controls(OptionalInt.of(0), 5, 1) }    || 'PVA-STEER-004' | 'controls are at least 20 of a kind, but 0 latents and 5 random directions were said'
    'every task is wrong'    | { it.maxNewTokens(2) }                      || 'PVA-STEER-025' | 'without steering the model solves none of the 40 tasks, so there is nothing to break'
    'folds'                  | { it.split(SplitSpec.folds(5, 1, 0.2d, 1)) }   || 'PVA-STEER-014' | 'a steering study has tasks that find, tasks that tune and tasks that report'
    'a dose of nothing'      | { it.dose(new DoseSpec(DoseSpec.Unit.ABSOLUTE, [0d])) } || 'PVA-STEER-003' | 'a dose of 0 changes nothing; it is drawn in any case'
  }
}
