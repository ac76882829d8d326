package pva.cli.dist

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import tools.jackson.databind.json.JsonMapper

/** The activations that commands share, from the first text to the last byte. */
class StoreSpec extends Specification {
  static final List<String> TEXTS = ['def f(x):\n    return x', 'a = 1', 'for i in range(3):\n    print(i)', 'import os', 'class A:\n    pass']

  @TempDir Path folder

  Path texts(int count) {
    Files.write(folder.resolve("${count}.jsonl"), TEXTS.take(count).collect { new JsonMapper().writeValueAsString([text: it]) })
  }

  def "texts are read once, what is kept is listed, and goes when it is told to go"() {
    given:
    Pva pva = new Pva(folder)
    Path model = Pva.EXAMPLES.resolve('tiny/model')
    Closure<Pva.Done> extract = { int count, Object... more ->
      pva.run('extract', '--model', model, '--layer', 2, '--position', 'final', '--device', 'cpu', '--dtype', 'float32', '--data', texts(count),
          '--out', folder.resolve("${count}.safetensors"), *more)
    }

    when: 'nothing asks for the store'
    extract(3)

    then:
    pva.run('store', 'list').out.startsWith('0.0 MiB in ')

    when:
    Pva.Done first = extract(3, '--store')
    Pva.Done second = extract(5, '--store')
    Pva.Done third = extract(5, '--store')
    List<Map> kept = new JsonMapper().readValue(pva.run('store', 'list', '--json').out, List)

    then:
    [first, second, third]*.exit == [0, 0, 0]
    !first.err.contains('activation store')
    second.err.contains('3 of 5 texts are taken from the activation store')
    third.err.contains('all 5 texts are taken from the activation store')
    kept.collect { [it.model, it.hook, it.tokens, it.dtype, it.device, it.texts, it.rows, it.modelGone, it.damagedShards] } ==
        [['model', 'blocks.2.hook_resid_post', 'last', 'float32', 'cpu', 5, 5, false, 0]]
    Files.list(folder).withCloseable { it.noneMatch { p -> p.fileName.toString().endsWith('.parts') } }

    when:
    Pva.Done asked = pva.run('store', 'gc', '--keep', 0)
    Pva.Done done = pva.run('store', 'gc', '--keep', 0, '--yes')

    then:
    asked.exit == 0
    asked.out.readLines()*.replaceFirst(/\d+\.\d MiB/, 'N MiB') == ['model blocks.2.hook_resid_post, last token, float32 on cpu: longest unused, to make room, N MiB',
                                                                  'N MiB would be freed: say --yes to delete them']
    done.out.readLines().last() ==~ /deleted \d+\.\d MiB/
    pva.run('store', 'list', '--json').out.trim() == '[]'
    pva.run('store', 'gc', '--gone').out == 'nothing to delete\n'
  }
}
