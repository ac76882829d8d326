package pva.model

import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import pva.tensor.DType

/** What a checkpoint says of itself, and what its config may ask. */
class CheckpointSpec extends CheckpointWorld {

  def 'a checkpoint says what it is without reading a weight'() {
    when:
    def c = Checkpoint.open(Golden.model('gemma2'))

    then:
    [c.id(), c.architecture(), c.layers(), c.hidden(), c.vocabulary(), c.storedType()] == ['gemma2', 'gemma2', 4, 48, 384, DType.F32]
    c.layer(-1) == 3
    c.layer(0) == 0
    c.parameterBytes(1, DType.BF16) * 2 == c.parameterBytes(3, DType.BF16)
    c.sha256() == Checkpoint.open(Golden.copy('gemma2', folder)).sha256()
  }

  def 'a layer that the model does not have is refused with the range'() {
    when:
    Checkpoint.open(Golden.model('llama')).layer(layer)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-012'
    e.message == "the model llama has layers 0 to 3, not $layer"

    where:
    layer << [4, -2]
  }

  def 'a #family config with #change is refused, because it would run wrongly'() {
    given:
    Golden.copy(family, folder)
    edit(change)

    when:
    Checkpoint.open(folder)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-005'
    e.message == "config.json: $said, which is not supported (supported: $supported)"
    e.file().get() == folder.resolve('config.json')

    where:
    [family, change, said, supported] << [
        ['gemma2', [hidden_activation: 'relu'], 'hidden_activation is relu', 'gelu_pytorch_tanh'],
        ['gemma2', [use_bidirectional_attention: true], 'use_bidirectional_attention is true', 'false'],
        ['gemma2', [layer_types: ['full_attention']], 'layer_types is a list of 1', 'one for each of num_hidden_layers 4'],
        ['gemma2', [layer_types: ['x'] * 4], 'layer_types is x', 'sliding_attention, full_attention'],
        ['llama', [attention_bias: true], 'attention_bias is true', 'false'],
        ['llama', [hidden_act: 'gelu'], 'hidden_act is gelu', 'silu'],
        ['llama', [num_key_value_heads: 3], 'num_key_value_heads is 3', 'a divisor of num_attention_heads 4'],
        ['llama', [rope_scaling: [rope_type: 'yarn']], 'rope_scaling.rope_type is yarn', 'default, linear, llama3'],
        ['llama', [rope_scaling: [type: 'dynamic']], 'rope_scaling.type is dynamic', 'default, linear, llama3'],
        ['llama', [quantization_config: [bits: 4]], 'quantization_config is {"bits":4}', 'no such key'],
        ['llama', [torch_dtype: 'int8'], 'torch_dtype is int8', 'float32, bfloat16, float16'],
        ['gemma3_text', [attn_logit_softcapping: 50.0], 'attn_logit_softcapping is 50.0', 'no such key'],
        ['gemma3_text', [rope_scaling: [rope_type: 'yarn']], 'rope_scaling.rope_type is yarn', 'default, linear, llama3'],
        ['gemma2', [head_dim: 15], 'head_dim is 15', 'an even number'],
        ['mistral', [layer_types: ['sliding_attention', 'x']], 'layer_types is x', 'sliding_attention, full_attention'],
        ['qwen2', [layer_types: ['sliding_attention'] * 2], 'layer_types is sliding_attention', 'full_attention, as there is no window'],
        ['qwen3', [attention_bias: true], 'attention_bias is true', 'false'],
        ['gpt2', [activation_function: 'relu'], 'activation_function is relu', 'gelu_new'],
        ['gpt2', [scale_attn_weights: false], 'scale_attn_weights is false', 'true'],
        ['gpt2', [scale_attn_by_inverse_layer_idx: true], 'scale_attn_by_inverse_layer_idx is true', 'false'],
        ['gpt2', [n_head: 5], 'n_head is 5', 'a divisor of n_embd 48'],
        ['gpt_neox', [hidden_act: 'gelu_fast'], 'hidden_act is gelu_fast', 'gelu'],
        ['gpt_neox', [attention_bias: false], 'attention_bias is false', 'true'],
        ['gpt_neox', [rotary_pct: 1.5], 'rotary_pct is 1.5', 'a share of 1 or less']
    ]
  }

  def 'a config with #change is refused, because it is incomplete or disagrees with the weights'() {
    given:
    Golden.copy('gemma2', folder)
    edit(change)

    when:
    Checkpoint.open(folder)

    then:
    def e = thrown(PvaException)
    e.code() == code
    e.message == message
    e.file().get() == folder.resolve('config.json')

    where:
    change << [[num_hidden_layers: null], [num_hidden_layers: '4'], [num_hidden_layers: 2147483647], [attn_logit_softcapping: null], [model_type: 'rwkv9'],
               [num_hidden_layers: 5], [num_hidden_layers: 3], [hidden_size: 64]]
    code << ['PVA-MODEL-003', 'PVA-MODEL-003', 'PVA-MODEL-003', 'PVA-MODEL-003', 'PVA-MODEL-004', 'PVA-MODEL-008', 'PVA-MODEL-010', 'PVA-MODEL-009']
    message << [
        'config.json: num_hidden_layers is missing',
        'config.json: num_hidden_layers is "4", not a whole number of 1 or more',
        'config.json: num_hidden_layers is 2147483647, not a number of blocks up to 2000',
        'config.json: attn_logit_softcapping is missing',
        'config.json: model_type rwkv9 is not supported ' +
            '(supported: gemma, gemma2, gemma3_text, gemma3, gpt2, gpt_neox, llama, mistral, qwen2, qwen3)',
        "config.json asks for the weight model.layers.4.input_layernorm.weight, which is in none of the model's files",
        'the weights hold model.layers.3.input_layernorm.weight, which config.json does not account for',
        'config.json and the weights disagree: model.embed_tokens.weight is [384, 48], not [384, 64] (vocab_size 384, hidden_size 64)']
  }

  def 'where only the first blocks are asked for, #layers layers are refused all the same'() {
    given:
    Golden.copy('gemma2', folder)
    edit(num_hidden_layers: layers)

    when:
    Checkpoint.open(folder, 1, 0)

    then:
    def e = thrown(PvaException)
    e.message == message
    e.file().get() == folder.resolve('config.json')

    where:
    layers || message
    5      || "config.json asks for the weight model.layers.4.input_layernorm.weight, which is in none of the model's files"
    3      || 'the weights hold model.layers.3.input_layernorm.weight, which config.json does not account for'
  }

  def 'the rotary settings of transformers 5 mean what the old ones meant'() {
    given:
    Golden.copy('llama', folder)
    def scaling = Golden.json(folder.resolve('config.json')).rope_scaling
    edit(rope_theta: null, rope_scaling: null, rope_parameters: scaling + [rope_theta: 500000.0])

    def texts = Golden.tokens(folder, Golden.TEXTS)

    expect:
    Golden.run(folder, texts, [3], Position.ALL, 50)[3] == Golden.run(Golden.model('llama'), texts, [3], Position.ALL, 50)[3]
  }

  def 'a window over the later layers of Qwen 2 changes those layers alone'() {
    given:
    Golden.copy('qwen2', folder)
    edit(use_sliding_window: true, sliding_window: 5, max_window_layers: 1)
    def texts = Golden.tokens(folder, Golden.TEXTS)

    when:
    def all = Golden.run(Golden.model('qwen2'), texts, [0, 1], Position.ALL, 50)
    def some = Golden.run(folder, texts, [0, 1], Position.ALL, 50)

    then: 'the first five tokens see the same in any case'
    some[0] == all[0]
    (0..2).each {
      assert Golden.relative(Arrays.copyOf(some[1][it], 5 * 48), Arrays.copyOf(all[1][it], 5 * 48)) < 1e-6
      assert Golden.relative(some[1][it], all[1][it]) > 1e-3
    }
  }

  def 'a damaged config.json is refused with its place'() {
    given:
    Golden.copy('gemma2', folder)
    Path config = folder.resolve('config.json')
    Files.writeString(config, Files.readString(config).substring(0, 100))

    when:
    Checkpoint.open(folder)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-002'
    e.message.startsWith('config.json is damaged, or not JSON: line 6, column ')
    e.file().get() == config
  }

  def 'a folder without #file is refused'() {
    given:
    Golden.copy('llama', folder)
    Files.delete(folder.resolve(file))

    when:
    Checkpoint.open(folder)

    then:
    def e = thrown(PvaException)
    e.code() == code
    e.message == message

    where:
    file                || code            | message
    'config.json'       || 'PVA-MODEL-001' | 'there is no config.json, so this is not a model folder'
    'model.safetensors' || 'PVA-MODEL-006' | 'the model has no weights: there is neither model.safetensors nor model.safetensors.index.json'
    'tokenizer.json'    || 'PVA-TOK-001'   | 'the model has no tokenizer.json'
  }
}
