package pva.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.TempDir
import tools.jackson.databind.json.JsonMapper

/** The activations that commands share, from the first text to the last byte. */
class StoreSpec extends CommandSpec {
  static final List<String> TEXTS = ['def f(x):\n    return x', 'a = 1', 'for i in range(3):\n    print(i)', 'import os', 'class A:\n    pass']

  @TempDir Path folder

  Path texts(int count) {
    Files.write(folder.resolve("${count}.jsonl"), TEXTS.take(count).collect { new JsonMapper().writeValueAsString([text: it]) })
  }

  def setup() {
    pva('store', 'gc', '--keep', 0, '--yes')
  }

  def "texts are read once, what is kept is listed, and goes when it is told to go"() {
    given:
    Path model = EXAMPLES.resolve('tiny/model')
    Closure<String> extract = { int count, Object... more ->
      assert pva('extract', '--model', model, '--layer', 2, '--position', 'final', '--device', 'cpu', '--dtype', 'float32', '--data', texts(count),
          '--out', folder.resolve("${count}.safetensors"), *more) == 0
      error()
    }
    Closure<String> store = { Object... more ->
      assert pva('store', *more) == 0
      said()
    }

    when: 'nothing asks for the store'
    extract(3)

    then:
    store('list').startsWith('0.0 MiB in ')

    when:
    String first = extract(3, '--store')
    String second = extract(5, '--store')
    String third = extract(5, '--store')
    List<Map> kept = new JsonMapper().readValue(store('list', '--json'), List)

    then:
    !first.contains('activation store')
    second.contains('3 of 5 texts are taken from the activation store')
    third.contains('all 5 texts are taken from the activation store')
    kept.collect { [it.model, it.hook, it.tokens, it.dtype, it.device, it.texts, it.rows, it.modelGone, it.damagedShards] } ==
        [['model', 'blocks.2.hook_resid_post', 'last', 'float32', 'cpu', 5, 5, false, 0]]
    Files.list(folder).withCloseable { it.noneMatch { p -> p.fileName.toString().endsWith('.parts') } }

    when:
    String asked = store('gc', '--keep', 0)
    String done = store('gc', '--keep', 0, '--yes')

    then:
    asked.readLines()*.replaceFirst(/\d+\.\d MiB/, 'N MiB') == ['model blocks.2.hook_resid_post, last token, float32 on cpu: longest unused, to make room, N MiB',
                                                            'N MiB would be freed: say --yes to delete them']
    done.readLines().last() ==~ /deleted \d+\.\d MiB/
    store('list', '--json').trim() == '[]'
    store('gc', '--gone') == 'nothing to delete\n'
  }
}
