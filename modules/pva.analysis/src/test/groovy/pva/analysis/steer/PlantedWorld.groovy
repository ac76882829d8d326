package pva.analysis.steer
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.TinyWorld
import pva.analysis.run.Cache
import pva.analysis.run.RunOptions
import pva.analysis.spec.DirectionSpec
import pva.analysis.spec.DoseSpec
import pva.analysis.spec.ModelSpec
import pva.analysis.spec.ResampleSpec
import pva.analysis.spec.SteerSpec
import pva.base.Progress
import pva.data.Hub
import pva.tensor.DeviceChoice
import pva.tensor.SafetensorsWriter
import tools.jackson.databind.json.JsonMapper

/**
 * A model whose every weight is set by hand. It writes {@code def g(): return 1}, each token from the one before. Where the prompt
 * holds a flag, a head of block 0 finds it and takes 1.5 of a direction v off every token behind it. In the planted effect the last
 * choice, 1 or 0, reads v, so that flagged tasks are solved wrongly because of v. In the planted null a head of block 1 finds the
 * flag once more and the choice reads what that one writes: v tells right from wrong just as well, and causes nothing.
 */
class PlantedWorld {
  static final int HIDDEN = 64
  static final int WORDS = 1024
  private static final int CONSTANT = 11
  private static final int V = 12
  private static final int U = 13
  /** Line feed, def, g, (, ):, return, 1, 0, then the flag: tokens of the embedded tokenizer, each with a dimension of its own. */
  private static final List<Integer> TOKENS = [201, 327, 341, 10, 326, 321, 278, 394, 593]
  private static final int FLAG = 8
  private static final int END = 1

  final Path folder

  PlantedWorld(Path folder, boolean effect) {
    this.folder = folder
    Path model = Files.createDirectories(folder.resolve('model'))
    ['tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json'].each {
      Files.copy(TinyWorld.TINY.resolve("model/$it"), model.resolve(it))
    }
    Files.writeString(model.resolve('config.json'), new JsonMapper().writeValueAsString([architectures: ['LlamaForCausalLM'], model_type: 'llama',
        vocab_size: WORDS, hidden_size: HIDDEN, intermediate_size: 8, num_hidden_layers: 2, num_attention_heads: 4, num_key_value_heads: 4,
        max_position_embeddings: 512, rms_norm_eps: 1e-6, rope_theta: 1e10, tie_word_embeddings: false, hidden_act: 'silu',
        bos_token_id: 2, eos_token_id: END, torch_dtype: 'float32']))
    weights(effect).write(model.resolve('model.safetensors'))
    Files.writeString(folder.resolve('problems.jsonl'), (1..40).collect {
      new JsonMapper().writeValueAsString([task_id: it, text: "Task $it: return one${it % 2 == 0 ? '' : ' for the flag'}.".toString(),
                                           test_list: ['assert g() == 1']])
    }.join('\n') + '\n')
  }

  private static SafetensorsWriter weights(boolean effect) {
    def writer = new SafetensorsWriter()
    def put = { String name, int rows, int cols, Map<List<Integer>, Float> values = [:], float fill = 0f ->
      float[] all = new float[rows * cols]
      Arrays.fill(all, fill)
      values.each { place, value -> all[place[0] * cols + place[1]] = value }
      cols == 1 ? writer.f32(name, all, rows) : writer.f32(name, all, rows, cols)
    }
    Map embedding = [:]
    (0..<WORDS).each { int token ->
      int own = TOKENS.indexOf(token)
      embedding[[token, own < 0 ? 10 : own]] = 1f
      embedding[[token, CONSTANT]] = 1f
    }
    put('model.embed_tokens.weight', WORDS, HIDDEN, embedding)
    (0..1).each { int block ->
      String at = "model.layers.$block"
      boolean writes = block == 0 || !effect
      // the slowest of the rotary pairs, which does not turn within a prompt; only the flag has a key and a value
      put("${at}.self_attn.q_proj.weight", HIDDEN, HIDDEN, [([7, CONSTANT]): 2f])
      put("${at}.self_attn.k_proj.weight", HIDDEN, HIDDEN, [([7, FLAG]): 2f])
      put("${at}.self_attn.v_proj.weight", HIDDEN, HIDDEN, [([0, FLAG]): 1f])
      // a flag's normalised dimension is 8 / √2 in block 0; in block 1 its own stream is longer by what block 0 wrote
      float size = block == 0 ? 8 / Math.sqrt(2d) : 8 / Math.sqrt(2 + 1.5d * 1.5d)
      put("${at}.self_attn.o_proj.weight", HIDDEN, HIDDEN, writes ? [([block == 0 ? V : U, 0]): (float) (-1.5f / size)] : [:])
      ['gate_proj', 'up_proj'].each { put("${at}.mlp.${it}.weight", 8, HIDDEN) }
      put("${at}.mlp.down_proj.weight", HIDDEN, 8)
      ['input_layernorm', 'post_attention_layernorm'].each { put("${at}.${it}.weight", HIDDEN, 1, [:], 1f) }
    }
    put('model.norm.weight', HIDDEN, 1, [:], 1f)
    Map head = [:]
    (1..5).each { head[[TOKENS[it], it - 1]] = 4f }
    int read = effect ? V : U
    head[[TOKENS[6], 5]] = 5.5f
    head[[TOKENS[6], read]] = 1f
    head[[TOKENS[7], 5]] = 4f
    head[[TOKENS[7], read]] = -1f
    head[[END, 6]] = 4f
    head[[END, 7]] = 4f
    put('lm_head.weight', WORDS, HIDDEN, head)
    return writer
  }

  SteerSpec.Builder spec() {
    Path script = folder.resolve('planted.groovy')
    Files.writeString(script, 'steer { }\n')
    return SteerSpec.of(script, 'steer { }\n').problems('problems.jsonl').model(ModelSpec.of('model')).device(DeviceChoice.parse('cpu')).layer(0)
        .direction(DirectionSpec.of(DirectionSpec.Kind.DIFFERENCE_OF_MEANS)).maxNewTokens(12)
        .dose(new DoseSpec(DoseSpec.Unit.RESIDUAL_NORM, [-0.6d, 0.6d])).resample(new ResampleSpec(1d, 2, 1))
  }

  SteerResult run(String name, SteerSpec spec = spec().build(), Progress progress = Progress.NONE) {
    return new SteerRun(spec, RunOptions.into(folder.resolve(name)), Hub.of([HF_HUB_CACHE: folder.resolve('hub').toString(), HF_HUB_OFFLINE: '1'], folder),
        progress).run(Cache.at(folder.resolve('cache')))
  }

  Map record(String run) {
    return TinyWorld.json(folder.resolve(run).resolve('run.json'))
  }
}
