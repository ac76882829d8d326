package pva.model

import java.nio.file.Files
import pva.base.Progress
import pva.base.PvaException
import pva.tensor.DType

/** Where weights lie and what they are called: one file, shards, first blocks, old and new names. */
class CheckpointWeightsSpec extends CheckpointWorld {

  def 'shards are one model, and give the same values'() {
    given:
    Golden.copy('llama', folder)
    shard()
    def texts = Golden.tokens(folder, Golden.TEXTS)

    expect:
    Golden.run(folder, texts, [3], Position.ALL, 50)[3] == Golden.run(Golden.model('llama'), texts, [3], Position.ALL, 50)[3]
  }

  def 'a #family model opened for its first blocks needs only their shards, and has the same hash whether the others are there or not'() {
    given:
    Golden.copy(family, folder)
    rename(called)
    shard { String name ->
      def block = name =~ /(?:layers|h)\.(\d+)\./
      block ? "block-${block[0][1]}" : name =~ /embed|wte|wpe/ ? 'embedding' : 'head'
    }
    String hash = Checkpoint.open(folder, 0, 1).sha256()
    String whole = Checkpoint.open(folder).sha256()

    when:
    ['block-2', 'block-3', 'head'].each { Files.delete(folder.resolve(it + '.safetensors')) }
    Checkpoint part = Checkpoint.open(folder, 0, 1)

    then:
    part.through() == 1
    part.sha256() == hash
    hash != whole
    part.files()*.fileName*.toString().findAll { it.endsWith('.safetensors') } as Set ==
        ['block-0.safetensors', 'block-1.safetensors', 'embedding.safetensors'] as Set
    ResidualModel.load(part, 1, DType.F32, Golden.cpu(), Progress.NONE).withCloseable { it.through() } == 1

    when: 'more is asked for than it was opened for'
    ResidualModel.load(part, 2, DType.F32, Golden.cpu(), Progress.NONE)

    then:
    thrown(IllegalArgumentException)

    when:
    Checkpoint.open(folder)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-007'

    where:
    family  | called
    'llama' | { it }
    'gpt2'  | { it - 'transformer.' }
  }

  def 'weights of #family are found where they are called #as'() {
    given:
    Golden.copy(family, folder)
    rename(rule)
    if (wrapped) {
      def text = Golden.json(folder.resolve('config.json')) + [model_type: 'gemma3_text']
      Golden.write(folder.resolve('config.json'), [model_type: 'gemma3', text_config: text])
    }
    def texts = Golden.tokens(folder, Golden.TEXTS)
    def whole = Golden.run(Golden.model(family), texts, [1], Position.ALL, 50)

    expect:
    Golden.run(folder, texts, [1], Position.ALL, 50) == whole

    where:
    family        | as                                   | wrapped | rule
    'gpt2'        | 'wte.weight'                         | false   | { it - 'transformer.' }
    'llama'       | 'embed_tokens.weight'                | false   | { it - 'model.' }
    'gemma3_text' | 'language_model.model.embed_tokens'  | true    | { "language_model.$it".toString() }
    'gemma3_text' | 'model.language_model.embed_tokens'  | true    | { it.replaceFirst('model', 'model.language_model') }
  }

  def 'masks and angles that old checkpoints store beside the weights of #family are passed over'() {
    given:
    Golden.copy(family, folder)
    rewrite { writer, file ->
      file.tensors().keySet().each { writer.f32(it, file.vector(it), file.info(it).shape() as long[]) }
      buffers.each { writer.f32(it, [1f] as float[], [1] as long[]) }
    }

    expect:
    Checkpoint.open(folder).architecture() == family

    where:
    family     | buffers
    'gpt2'     | ['transformer.h.0.attn.bias', 'transformer.h.1.attn.masked_bias']
    'gpt_neox' | ['gpt_neox.layers.0.attention.bias', 'gpt_neox.layers.0.attention.masked_bias',
                  'gpt_neox.layers.1.attention.rotary_emb.inv_freq']
    'llama'    | ['model.layers.0.self_attn.rotary_emb.inv_freq']
  }

  def 'an index that names an absent shard is refused'() {
    given:
    Golden.copy('llama', folder)
    shard()
    Files.delete(folder.resolve('model-00002-of-00002.safetensors'))

    when:
    Checkpoint.open(folder)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-007'
    e.message == 'the index of the weights, model.safetensors.index.json, is wrong: ' +
        'it names the shard model-00002-of-00002.safetensors, which is not in the folder'
  }
}
