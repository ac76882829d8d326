package pva.analysis
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.text.Folders
import pva.base.Progress
import pva.base.PvaException
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class VerificationSpec extends Specification {
  @Shared @TempDir
  Path folder
  @Shared
  TinyWorld world

  def setupSpec() {
    world = new TinyWorld(folder)
    world.run('runs/one')
  }

  def 'a run that nobody touched is unchanged'() {
    when:
    Verification v = Verification.of(folder.resolve('runs/one'), Progress.NONE)

    then:
    v.unchanged()
    v.checks().findAll { it.kind() == 'input' }*.what() == ['script', 'dataset', 'model', 'sae', 'corpus']
    v.checks()*.state().unique() == ['same']
  }

  def 'one changed byte of #file is found'() {
    given:
    Path path = folder.resolve(file)
    byte[] before = Files.readAllBytes(path)
    byte[] after = before.clone()
    after[after.length.intdiv(2)] ^= 1
    Files.write(path, after)

    when:
    Verification v = Verification.of(folder.resolve('runs/one'), Progress.NONE)

    then:
    !v.unchanged()
    v.checks().findAll { it.state() != 'same' }*.what() == [what]
    v.checks().find { it.what() == what }.state() == 'changed'

    cleanup:
    Files.write(path, before)

    where:
    file                       || what
    'small.jsonl'              || 'dataset'
    'pile.jsonl'               || 'corpus'
    'small.groovy'             || 'script'
    'runs/one/latents.parquet' || 'latents.parquet'
    'runs/one/figures/fit.svg' || 'figures/fit.svg'
    'runs/one/log.txt'         || 'log.txt'
  }

  def 'a file that is gone is missing'() {
    given:
    Path path = folder.resolve('runs/one/report.html')
    byte[] before = Files.readAllBytes(path)
    Files.delete(path)

    expect:
    Verification.of(folder.resolve('runs/one'), Progress.NONE).checks().findAll { it.state() != 'same' }*.state() == ['missing']

    cleanup:
    Files.write(path, before)
  }

  def 'a folder without a run is refused'() {
    when:
    Verification.of(folder, Progress.NONE)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-041'
    e.message == 'no run here: there is no run.json'
    e.file().get() == folder
    e.help() == ['name a run directory; pva log lists them']
  }

  def 'the history lists runs, unreadable ones too'() {
    given:
    Files.createDirectories(folder.resolve('runs/two'))
    Files.writeString(folder.resolve('runs/two/run.json'), '{"sche')

    when:
    List<History.PastRun> runs = History.below(folder.resolve('runs')).runs()

    then:
    runs*.status() == ['unreadable', 'done']
    runs[1].script() == world.script.toString()
    runs[1].topLatent().present
    runs[1].seconds().present

    when:
    History.below(folder.resolve('nowhere'))

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-040'
    e.message == 'no such folder'
  }

  def 'a folder that holds something else is not written over'() {
    given:
    Path precious = Files.createDirectories(folder.resolve('precious'))
    Files.writeString(precious.resolve('thesis.txt'), 'years of work')

    when:
    world.run('precious')

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-050'
    e.exitCode() == 2
    e.message == 'this folder is not empty and holds no run'
    Folders.files(precious) == ['thesis.txt']
  }
}
