package pva.analysis

import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.input.Inputs
import pva.analysis.run.Plan
import pva.analysis.spec.AnalysisSpec
import pva.analysis.text.Folders
import pva.base.Progress
import pva.base.PvaException
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Two runs of one script, between which its threshold was raised. */
class ComparedRunsSpec extends Specification {
  @Shared @TempDir Path folder
  @Shared TinyWorld world
  @Shared Path runs

  def setupSpec() {
    world = new TinyWorld(folder)
    runs = folder.resolve('runs')
    world.run('runs/one', at(0.05))
    world.run('runs/two', at(2.5))
  }

  private AnalysisSpec at(double threshold) {
    Files.writeString(world.script, "analysis {\n  layer 4\n  threshold $threshold\n}\n")
    world.spec().threshold(threshold).param('t', threshold).build()
  }

  private Plan plan(AnalysisSpec spec) {
    Inputs.find(spec, world.hub).withCloseable { Planning.plan(it, world.cache) }
  }

  private Explanation explain(AnalysisSpec spec, String step, Path below = runs) {
    Explanation.of(spec, plan(spec), step, below, Progress.NONE)
  }

  def 'a run does not differ from itself'() {
    expect:
    Difference.of(runs.resolve('one'), runs.resolve('one')).none()
  }

  def 'two runs differ by what was asked, by the steps that this reaches, and by what came out'() {
    when:
    Difference found = Difference.of(runs.resolve('one'), runs.resolve('two'))

    then:
    found.script() == ['- threshold 0.05', '+ threshold 2.5']
    found.changes().find { it.what() == 'params.t' } == new Difference.Change('params.t', '0.05', '2.5')
    found.changes()*.what().findAll { it.startsWith('step ') } == ['step draw', 'step encode', 'step rates', 'step score']
    found.changes()*.what().every { !(it =~ /^(started|seconds|outputs|dataset|model|sae|fit|environment)/) }

    and: 'a threshold that silences most latents moves the top ones and their scores'
    with(found.latents().get()) {
      [first(), second()] == [1024, 1024]
      shared() + left().size() == shared() + entered().size()
      left().every { it ==~ /4\/\d+/ && !(it in entered()) }
      moved() > 0
      !none()
    }
    !found.none()
  }

  def 'a step that is in the cache is taken from there'() {
    given:
    AnalysisSpec spec = at(0.05)

    expect:
    explain(spec, 'encode') == new Explanation('encode', 'hit',
        ["it is taken from the cache, where its entry is whole: ${plan(spec).steps().find { it.name() == 'encode' }.key()}".toString()])
  }

  def 'a step runs again for what changed in the script, and says which steps before it do too'() {
    when:
    Explanation score = explain(at(0.7), 'score')

    then: 'held against the last run of this script'
    score.state() == 'miss'
    score.reasons() == ["it differs from the last run that did it, ${runs.resolve('two')}".toString(), 'the script: - threshold 2.5',
        'the script: + threshold 0.7', 'the parameter t was 2.5 and is 0.7', 'the steps before it run again too: encode, rates']
  }

  def 'a step runs again where an input is no longer what it was'() {
    given:
    Path data = folder.resolve('small.jsonl')
    String before = Files.readString(data)
    AnalysisSpec spec = at(2.5)
    Files.writeString(data, before.replaceFirst('return', 'return '))

    expect:
    "the dataset $data is changed since then".toString() in explain(spec, 'extract').reasons()

    cleanup:
    Files.writeString(data, before)
  }

  def 'a step runs again where its entry is gone'() {
    given:
    AnalysisSpec spec = at(2.5)
    String key = plan(spec).steps().find { it.name() == 'draw' }.key()
    Folders.delete(world.cache.root().resolve("steps/draw/$key"))

    expect:
    explain(spec, 'draw').reasons() == ["${runs.resolve('two')} did the same, but its entry is damaged or no longer in the cache: $key".toString()]
  }

  def 'without a run that knew it there is nothing to hold it against'() {
    expect:
    explain(at(0.9), 'score', folder.resolve('none')).reasons() == ["no run below ${folder.resolve('none')} has done it".toString()]
  }

  def 'a step that the script does not have is refused with those it has'() {
    when:
    explain(at(0.05), 'scores')

    then:
    PvaException e = thrown()
    [e.code(), e.message, e.help()] == ['PVA-RUN-045', 'this script has no step `scores`', ['its steps are fit, extract, encode, rates, score, draw']]
    e.exitCode() == 2
  }
}
