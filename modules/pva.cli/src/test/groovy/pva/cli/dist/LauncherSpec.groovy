package pva.cli.dist

import java.nio.file.Files
import java.nio.file.Path
import pva.tensor.SparseMatrix
import spock.lang.Specification
import spock.lang.TempDir

/** How the launcher starts a score: from an archive that the first one recorded, with each method where its compiler is. */
class LauncherSpec extends Specification {
  @TempDir Path folder

  def "every method that the second compiler is kept for exists"() {
    given:
    List<List<String>> named = (Pva.DIST.resolve('share/score-compilers.json').toFile().text =~ /"(pva\/[^"]+)\.(\w+)"/).collect { [it[1], it[2]] }

    expect:
    named.size() > 2
    named.findAll { type, method -> !(method in Class.forName(type.replace('/', '.')).declaredMethods*.name) } == []
  }

  def "the first score leaves an archive for the next one, nothing half made, and both give the same"() {
    given: 'a distribution that has not run yet'
    Path home = Files.createDirectories(folder.resolve('home'))
    ['lib', 'share', 'bin'].each { Files.createDirectories(home.resolve(it)) }
    Files.list(Pva.DIST.resolve('lib')).withCloseable { all -> all.each { Files.createSymbolicLink(home.resolve("lib/$it.fileName"), it) } }
    Files.copy(Pva.DIST.resolve('bin/pva'), home.resolve('bin/pva')).toFile().executable = true
    Files.copy(Pva.DIST.resolve('share/score-compilers.json'), home.resolve('share/score-compilers.json'))
    SparseMatrix.Builder latents = SparseMatrix.builder(2)
    (0..<20).each { latents.add(it % 2, 1 + it as float).endRow() }
    latents.build().write(folder.resolve('latents.safetensors'))
    folder.resolve('rows.jsonl').toFile().text = (0..<20).collect {
      """{"task_id": "t$it", "prompt": "p", "generated_code": "c", "is_correct": ${it % 3 == 0}}\n"""
    }.join()

    when:
    List<String> tables = ['first', 'second'].collect { String turn ->
      Process process = new ProcessBuilder("$home/bin/pva", 'score', '--latents', "$folder/latents.safetensors", '--dataset',
          "$folder/rows.jsonl", '--out', "$folder/$turn", '--permutations', '50', '--json').redirectError(folder.resolve('errors').toFile())
          .tap { environment().put('PVA_JAVA_HOME', System.getProperty('java.home')) }.start()
      assert process.inputStream.text ==~ /\{"rows":20,.*}\n/
      assert process.waitFor() == 0
      assert home.resolve('cds').toFile().list() == ["java-${System.getProperty('java.version')}-score.jsa".toString()]
      folder.resolve("$turn/latents.csv").toFile().text
    }

    then:
    tables[0] == tables[1]
    tables[0].readLines().size() == 3
  }
}
