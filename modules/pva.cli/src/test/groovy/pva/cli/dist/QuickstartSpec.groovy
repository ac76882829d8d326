package pva.cli.dist

import tools.jackson.databind.json.JsonMapper
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification

/** The README's first command, against values computed in float64 by an independent program (examples/tiny/expected). */
class QuickstartSpec extends Specification {
  static final List<String> STEPS = ['fit', 'extract', 'encode', 'rates', 'score', 'draw']

  @Shared Path folder = Files.createTempDirectory('pva-quickstart')
  @Shared Map truth = json(Pva.EXAMPLES.resolve('tiny/expected/scores.json')).layers['4']
  @Shared Pva pva
  @Shared Path first

  def setupSpec() {
    pva = new Pva(folder)
    first = folder.resolve('first')
    Pva.Done done = pva.run('run', Pva.EXAMPLES.resolve('quickstart.groovy'), '--out', first)
    assert done.exit == 0, done.err
  }

  def cleanupSpec() {
    folder.toFile().deleteDir()
  }

  static Map json(Path file) {
    JsonMapper.builder().build().readValue(file.toFile(), Map)
  }

  static Map record(Path run) {
    json(run.resolve('run.json'))
  }

  static Map<String, String> results(Path run) {
    Files.walk(run).withCloseable { paths ->
      paths.filter { Files.isRegularFile(it) }
          .filter { it.fileName.toString() ==~ /latents\..*|rates\.parquet|.*\.svg/ }
          .toList().collectEntries { [run.relativize(it).toString(), HexFormat.of().formatHex(MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(it)))] }
    }
  }

  static boolean close(List<Number> got, List<Number> want) {
    got.size() == want.size() && [got, want].transpose().every { a, b -> Math.abs(a - b) <= 1e-6 + 1e-4 * Math.abs(b) }
  }

  def "the scores before the filter are the expected ones"() {
    given:
    Map score = record(first).score.unfiltered

    expect:
    score.top_indices.take(20) == truth.separation.top20_index
    close(score.top_scores.take(20), truth.separation.top20_score)
    close([score.mean_separation, score.std_separation, score.max_separation],
        [truth.separation.mean, truth.separation.std_ddof1, truth.separation.max])
    score.total_dimensions == 1024
  }

  def "so are the scores after the filter, and the latents it dropped"() {
    given:
    Map run = record(first)

    expect:
    run.score.summary.top_indices.take(20) == truth.general_text.top20_index_after_filter
    close(run.score.summary.top_scores.take(20), truth.general_text.top20_score_after_filter)
    run.filter.tokens == truth.general_text.tokens
    run.filter.filtered == truth.general_text.latents_above_2_percent
  }

  def "the run directory holds what was promised"() {
    expect:
    ['run.json', 'latents.parquet', 'latents.csv', 'rates.parquet', 'report.html', 'log.txt', 'script.groovy'].every { Files.exists(first.resolve(it)) }
    results(first).keySet().count { it.endsWith('.svg') } >= 4
    record(first).status == 'done'
  }

  def "the same again hits every step and gives the same bytes"() {
    when:
    Pva.Done done = pva.run('run', Pva.EXAMPLES.resolve('quickstart.groovy'), '--out', folder.resolve('again'))

    then:
    done.exit == 0
    record(folder.resolve('again')).steps.collect { [it.name, it.cache] } == STEPS.collect { [it, 'hit'] }
    results(folder.resolve('again')) == results(first)
  }

  def "a run killed at any moment ends, when run again, with the same bytes"() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed (replay with -Dpva.seed=$seed)"
    Random random = new Random(seed)
    Path own = Files.createDirectory(folder.resolve('killed'))
    Path script = new SmallStudy(own).script()
    Pva fresh = new Pva(own)
    // with a cache of its own: what another script has read agrees to rounding alone
    assert new Pva(Files.createDirectory(own.resolve('whole'))).run('run', script, '--out', own.resolve('whole/run')).exit == 0

    when:
    Process process = fresh.start('run', script, '--out', own.resolve('run'))
    if (!process.waitFor(500 + random.nextInt(2500), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor()
    }
    Pva.Done done = fresh.run('run', script, '--out', own.resolve('run'))

    then:
    done.exit == 0
    results(own.resolve('run')) == results(own.resolve('whole/run'))
  }

  def "an untouched run verifies, a changed one does not"() {
    given:
    Path copy = folder.resolve('changed')
    Files.walk(first).withCloseable { all -> all.each { Files.copy(it, copy.resolve(first.relativize(it).toString())) } }

    expect:
    pva.run('verify', first).exit == 0

    when:
    copy.resolve('latents.csv').toFile() << '\n'
    Pva.Done done = pva.run('verify', copy)

    then:
    done.exit == 1
    done.out.contains('latents.csv')
  }
}
