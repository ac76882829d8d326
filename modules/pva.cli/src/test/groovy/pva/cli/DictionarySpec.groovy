package pva.cli

import java.nio.file.Files
import java.nio.file.Path
import pva.data.Datasets
import spock.lang.Shared
import spock.lang.TempDir
import tools.jackson.databind.json.JsonMapper

/** A dictionary that is given a tensor it was not trained on. */
class DictionarySpec extends CommandSpec {
  static final Path TINY = EXAMPLES.resolve('tiny')

  @Shared @TempDir Path folder
  @Shared Path rows

  def setupSpec() {
    rows = Files.write(folder.resolve('rows.jsonl'), Datasets.open(TINY.resolve('data/datasets').toString(), folder).rows().take(64).collect {
      new JsonMapper().writeValueAsString([task_id: it.taskId(), prompt: it.prompt(), generated_code: it.generatedCode(), is_correct: it.correct()])
    })
  }

  def "the activations of another hook are refused unless forced"() {
    given:
    Path acts = folder.resolve('a.safetensors')
    Path sae = TINY.resolve('sae/layer_4/width_1k/average_l0_32')
    assert pva('extract', '--model', TINY.resolve('model'), '--layer', '3,4', '--hook', 'resid_post,resid_pre', '--position', 'final',
        '--dtype', 'float32', '--data', rows, '--out', acts) == 0

    when:
    def encode = { String tensor, Object... more ->
      pva('encode', '--sae', sae, '--activations', acts, '--tensor', tensor, '--out', folder.resolve('l.safetensors'), *more)
    }

    then:
    encode('resid_post.4') == 0
    encode('resid_post.3') == 1
    error().startsWith('error: this dictionary reads blocks.4.hook_resid_post, and is given blocks.3.hook_resid_post\n')
    encode('resid_pre.4') == 1
    encode('resid_pre.4', '--force') == 0
    error().contains('note: forced to go on: this dictionary reads blocks.4.hook_resid_post')
  }

  def "the dictionary of a neighbouring layer is stopped, and the message names the layer that fits"() {
    given:
    Path script = folder.resolve('wrong.groovy')
    script.toFile().text = """
      analysis {
          dataset '$rows'
          model '$TINY/model'
          layer ${layer}
          sae jumpRelu(width: 1024, from: '$TINY/sae${from}')
      }
    """.stripIndent()

    expect:
    pva('run', script, '--no-cache', '--out', folder.resolve("wrong-$layer")) == 1
    error().contains("error: the dictionary does not fit layer $layer: the layer that fits is $fits (FVU ")
    !error().contains('\tat ')

    where:
    layer | from       || fits
    3     | ''         || 4
    4     | '/layer_5' || 5
  }
}
