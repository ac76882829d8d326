package pva.analysis.generate

import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.Difference
import pva.analysis.History
import pva.analysis.Verification
import pva.analysis.run.Cache
import pva.analysis.run.Plan
import pva.analysis.run.RunOptions
import pva.analysis.spec.GenerationSpec
import pva.analysis.spec.ModelSpec
import pva.analysis.spec.PartSpec
import pva.analysis.spec.SplitSpec
import pva.base.Progress
import pva.base.PvaException
import pva.data.Hub
import pva.data.Table
import pva.data.TableFiles
import pva.tensor.DType
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import tools.jackson.databind.json.JsonMapper

/** A script's generation, from the plan to a directory that verifies; on the embedded model, whose dataset transformers wrote. */
class GenerationRunSpec extends Specification {
  static final Path TINY = Path.of(System.getProperty('pva.checkout'), 'examples', 'tiny')

  @Shared @TempDir Path folder
  @Shared Cache cache
  @Shared Path script
  @Shared GenerationRunResult first

  def setupSpec() {
    cache = Cache.at(folder.resolve('cache'))
    script = Files.writeString(folder.resolve('solve.groovy'), 'generate { }\n')
    first = run('one', spec().build())
  }

  private GenerationSpec.Builder spec() {
    GenerationSpec.of(script, Files.readString(script)).model(new ModelSpec(TINY.resolve('model').toString(), Optional.empty(), Optional.of(DType.F32))).param('first', 10)
        .problems(TINY.resolve('tasks.jsonl').toString()).rows(10, OptionalInt.of(33)).maxNewTokens(96).wholeFunction(false)
  }

  private GenerationRunResult run(String name, GenerationSpec spec, Progress progress = Progress.NONE) {
    new GenerationRun(spec, new RunOptions(Optional.of(folder.resolve("runs/$name")), true, false, Optional.empty()), progress).run(cache)
  }

  private Map record(String name) {
    new JsonMapper().readValue(folder.resolve("runs/$name/run.json").toFile(), Map)
  }

  private Plan plan(GenerationSpec spec) {
    GenerationPlanning.plan(spec, Hub.of([HF_HOME: folder.resolve('hf').toString()], folder), cache)
  }

  def 'the run directory holds the solutions, figures, a report and a record of all of it'() {
    given:
    Table known = TableFiles.read(TINY.resolve('data/datasets/dataset_tiny_20260101_000000.parquet'))
    Table got = TableFiles.read(first.dataset())
    Map record = record('one')
    int right = (10..33).count { known.column('is_correct').value(it) }

    expect: 'the solutions are those of transformers'
    (0..23).every { row -> ['task_id', 'generated_code', 'is_correct'].every { got.column(it).value(row) == known.column(it).value(row + 10) } }

    and:
    record.keySet().toList() == ['schema', 'status', 'started', 'seconds', 'script', 'params', 'problems', 'model', 'judged', 'dataset', 'passAtK',
        'steps', 'environment', 'outputs', 'errors', 'verdict', 'paragraphs', 'warnings']
    [record.status, record.params, record.problems.rows, record.problems.tasks] == ['done', [first: 10], 1000, 24]
    [record.model.architecture, record.model.layers, record.model.hidden, record.model.sha256.length()] == ['gemma2', 6, 128, 64]
    record.model.dtype == 'float32'
    [record.dataset.rows, record.dataset.correct, record.dataset.successRate] == [24, right, right / 24d]
    record.passAtK == [[k: 1, value: right / 24d, low: record.passAtK[0].low, high: record.passAtK[0].high]]
    record.judged.isolation in ['namespaces', 'seccomp', 'limits']
    record.steps.collect { [it.name, it.cache] } == [['generate', 'miss'], ['draw', 'miss']]
    record.errors.values().sum() == 24 - right
    record.outputs.keySet() == ['figures/lengths.svg', 'figures/outcomes.svg', 'log.txt', 'report.html', 'script.groovy',
        first.dataset().fileName.toString()] as Set

    and: 'it verifies, with the dataset among what it wrote, and is listed'
    with(Verification.of(first.folder(), Progress.NONE)) {
      unchanged()
      checks().findAll { it.kind() == 'input' }*.what() == ['script', 'problems', 'model']
    }
    History.below(folder.resolve('runs')).runs().any { it.folder() == first.folder() && it.status() == 'done' }
  }

  def 'the report says how many are solved, what shut the programs in, and shows a solution of each kind'() {
    given:
    String page = Files.readString(first.folder().resolve('report.html'))
    Map record = record('one')

    expect:
    page.contains(first.verdict()[0].replace('&', '&amp;'))
    page.contains(record.judged.says)
    page.contains('pass@1')
    page.contains('<h3>Task ')
    (['correct'] + record.errors.keySet()).every { kind -> page.contains(": $kind</h3>") }
    page.contains('pva run solve.groovy -P first=10')
  }

  def 'the same again takes every step from the cache and gives the same dataset and figures'() {
    when:
    GenerationRunResult again = run('again', spec().build())
    Map before = record('one').outputs
    Map after = record('again').outputs

    then:
    again.steps()*.cache() == ['hit', 'hit']
    after[again.dataset().fileName.toString()] == before[first.dataset().fileName.toString()]
    ['figures/outcomes.svg', 'figures/lengths.svg'].every { after[it] == before[it] }
    Difference.of(first.folder(), again.folder()).none()
  }

  def 'a run that fails says so in its record, and goes on where it stopped when it is run again'() {
    given: 'two groups of solutions, of which the second fails'
    GenerationSpec spec = spec().rows(10, OptionalInt.of(79)).maxNewTokens(8).build()
    Progress failing = { String what, long total, String unit ->
      if (what.contains('group 2/')) {
        throw new IllegalStateException('no more')
      }
      (Progress.Task) { long n -> }
    } as Progress

    when:
    run('failed', spec, failing)

    then:
    thrown(IllegalStateException)
    with(record('failed')) {
      [status, error.message, problems.tasks, steps, dataset] == ['failed', 'java.lang.IllegalStateException: no more', 70, [], null]
      model.sha256 == record('one').model.sha256
    }
    History.below(folder.resolve('runs')).runs().find { it.folder().fileName.toString() == 'failed' }.status() == 'failed'

    when:
    List<String> begun = []
    run('failed', spec, { String what, long total, String unit ->
      begun << what
      (Progress.Task) { long n -> }
    } as Progress)

    then:
    begun.findAll { it.contains('group ') }*.replaceAll(/,.*/, '') == ['generate group 2/2']
    record('failed').status == 'done'
    record('failed').dataset.rows == 70
  }

  def 'a plan shows both steps with their keys, and what is in the cache'() {
    expect:
    plan(spec().build()).steps().collect { [it.name(), it.cache(), it.key().length()] } == [['generate', 'hit', 64], ['draw', 'hit', 64]]
    plan(spec().maxNewTokens(97).build()).steps().collect { [it.name(), it.cache(), it.tokens().present] } == [['generate', 'miss', true], ['draw', 'miss', false]]
    with(plan(spec().problems('none.jsonl').model(ModelSpec.of('no/model')).build())) {
      steps()*.cache() == ['unknown', 'unknown']
      missing()*.word() == ['problems', 'model']
    }
  }

  def 'each part of a split is solved by itself: the same tasks for every model, each in one part'() {
    given:
    Closure<Set<Integer>> rows = { PartSpec.Part part, int from = 0, int to = 999 ->
      GenerationInputs.complete(spec().rows(from, OptionalInt.of(to)).split(SplitSpec.shares(0.5d, 0.1d, 0.4d, 42)).part(part).build(),
          Hub.of([:], folder), Progress.NONE).rows().toList() as Set
    }

    expect:
    PartSpec.Part.values().collect { rows(it).size() } == [500, 100, 400]
    PartSpec.Part.values().collectMany { rows(it) }.sort() == (0..999).toList()

    and: 'rows narrow a part and deal nothing anew'
    rows(PartSpec.Part.REPORT, 10, 33) == rows(PartSpec.Part.REPORT).findAll { it in 10..33 } as Set
  }

  def 'a part that holds none of the rows is refused'() {
    when:
    GenerationInputs.complete(spec().split(SplitSpec.shares(0.5d, 0d, 0.5d, 42)).part(PartSpec.Part.TUNE).build(), Hub.of([:], folder), Progress.NONE)

    then:
    PvaException e = thrown()
    [e.code(), e.message] == ['PVA-GEN-009', 'of the rows 10 to 33 none is in the tune part']
  }
}
