package pva.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.TempDir
import tools.jackson.databind.json.JsonMapper

/** What commands say of runs that are over; the runs are records alone. */
class PastRunsSpec extends CommandSpec {
  @TempDir Path folder

  private Path run(String name, Map record, String script) {
    Path run = Files.createDirectories(folder.resolve(name))
    Files.writeString(run.resolve('script.groovy'), script)
    Files.writeString(run.resolve('run.json'), new JsonMapper().writeValueAsString([schema: 1, status: 'done', started: name] + record))
    run
  }

  def "diff shows lines of the scripts, values of the records and steps that differ"() {
    given:
    Path a = run('a', [dataset: [rows: 9, sha256: 'x'], steps: [[name: 'fit', key: 'f', layer: 4], [name: 'fit', key: 'g', layer: 5], [name: 'score', key: 's']]], 'analysis {\n  layer 4\n}\n')
    Path b = run('b', [dataset: [rows: 10, sha256: 'x'], steps: [[name: 'fit', key: 'f', layer: 4], [name: 'fit', key: 'h', layer: 5], [name: 'score', key: 's']]], 'analysis {\n  layer 5\n}\n')

    expect:
    pva('diff', a, b) == 0
    said() == '''\
script  - layer 4
script  + layer 5
dataset.rows: 9 -> 10
step fit 5: g -> h
'''

    and:
    pva('diff', a, a) == 0
    said() == 'no difference: the same script, inputs and results\n'

    and:
    pva('diff', a, b, '--json') == 0
    new JsonMapper().readValue(said(), Map).changes == [[what: 'dataset.rows', first: '9', second: '10'], [what: 'step fit 5', first: 'g', second: 'h']]
  }

  def "diff of what is no run says so"() {
    expect:
    pva('diff', folder, folder) == 1
    error().startsWith("error: no run here: there is no run.json\n")
  }

  def "explain says why a step would run again"() {
    given:
    Path script = folder.resolve('solve.groovy')
    script.toFile().text = "generate {\n  problems '$EXAMPLES/tiny/tasks.jsonl'\n  model '$EXAMPLES/tiny/model'\n  rows 0..3\n}\n"

    expect:
    pva('explain', script, 'generate', '--runs', folder.resolve('runs')) == 0
    said() == "generate: miss\n  no run below ${folder.resolve('runs')} has done it\n"

    and:
    pva('explain', script, 'solve') == 2
    error().contains('error: this script has no step `solve`')
    error().contains('its steps are generate, draw')

    and: 'where an input is missing'
    pva('explain', EXAMPLES.resolve('card.groovy'), 'extract') == 0
    said().startsWith('extract: unknown\n  nobody can say before this is there: ')
  }
}
