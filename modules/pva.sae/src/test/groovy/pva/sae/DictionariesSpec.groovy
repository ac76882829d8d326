package pva.sae

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.tensor.SafetensorsWriter
import spock.lang.Specification
import spock.lang.TempDir

class DictionariesSpec extends Specification {
  @TempDir Path folder
  List<String> notes = []
  Progress progress = new Progress() {
    @Override
    Progress.Task start(String what, long total, String unit) {
      Progress.NONE.start(what, total, unit)
    }

    @Override
    void note(String line) {
      notes << line
    }
  }

  def "the formats are found as services"() {
    expect:
    Dictionaries.formats() == ['dictionary_learning', 'gemma_scope_2', 'gemma_scope', 'goodfire', 'llama_scope', 'llama_scope_r1',
                               'llama_scope_sae_lens', 'llamascopium', 'mwhanna_transcoder', 'openai', 'qwen_scope', 'sae_lens', 'sparsify']
  }

  def "a #fault is refused by name when the dictionary is opened"() {
    given:
    Path made = Made.dictionary(folder.resolve('sae'), config, arrays, shapes)

    when:
    Dictionaries.open(made, Optional.empty())

    then:
    PvaException e = thrown()
    e.message == words
    e.code() == code
    e.file().get() == made.resolve(e.message.startsWith('cfg.json') ? 'cfg.json' : 'sae_weights.safetensors')

    where:
    fault                   | config                                          | arrays                     | shapes               || code          | words
    'wrong width'           | [d_sae: 128]                                    | [:]                        | [:]                  || 'PVA-SAE-024' | 'cfg.json says d_sae 128, the weights have 4'
    'swapped size'          | [d_in: 4, d_sae: 3]                             | [:]                        | [:]                  || 'PVA-SAE-024' | 'cfg.json says d_in 4, the weights have 3'
    'missing size'          | [d_in: null]                                    | [:]                        | [:]                  || 'PVA-SAE-024' | 'cfg.json has no whole number d_in'
    'foreign architecture'  | [architecture: 'hyperbolic']                    | [:]                        | [:]                  || 'PVA-SAE-022' | 'cfg.json names the architecture `hyperbolic`, which is not read'
    'topk, k too large'     | [architecture: 'topk', k: 1000]                 | [:]                        | [:]                  || 'PVA-SAE-026' | 'cfg.json has k 1000, which is not from 1 to 4, the number of latents'
    'topk, k 0'             | [architecture: 'topk', k: 0]                    | [:]                        | [:]                  || 'PVA-SAE-026' | 'cfg.json has k 0, which is not from 1 to 4, the number of latents'
    'topk without k'        | [architecture: 'topk']                          | [:]                        | [:]                  || 'PVA-SAE-026' | 'cfg.json has no k, the number of latents that fire'
    'older topk without k'  | [architecture: null, activation_fn_str: 'topk'] | [:]                        | [:]                  || 'PVA-SAE-026' | 'cfg.json has no k, the number of latents that fire'
    'foreign activation'    | [architecture: null, activation_fn_str: 'tanh-relu'] | [:]                   | [:]                  || 'PVA-SAE-022' | 'cfg.json has activation_fn_str `tanh-relu`, which is not read'
    'temporal'              | [architecture: 'temporal']                      | [:]                        | [:]                  || 'PVA-SAE-022' | 'cfg.json names the architecture `temporal`, which is not read'
    'factor in the weights' | [:]                                             | [scaling_factor: [1f, 2f, 1f, 1f] as float[]] | [scaling_factor: [4] as long[]] || 'PVA-SAE-027' | 'scaling_factor holds 2.0: only ones are read'
    'foreign normalisation' | [normalize_activations: 'covariance_whitening'] | [:]                        | [:]                  || 'PVA-SAE-023' | 'cfg.json has normalize_activations `covariance_whitening`, which cannot be applied'
    'missing threshold'     | [:]                                             | [threshold: null]          | [:]                  || 'PVA-ST-020'  | 'there is no tensor `threshold`'
    'short threshold'       | [:]                                             | [threshold: [1f] as float[]] | [threshold: [1] as long[]] || 'PVA-SAE-006' | 'threshold is [1], but W_enc [3, 4] asks for [4]'
    'turned decoder'        | [:]                                             | [:]                        | [W_dec: [3, 4] as long[]] || 'PVA-SAE-006' | 'W_dec is [3, 4], but W_enc [3, 4] asks for [4, 3]'
    'NaN'                   | [:]                                             | [b_dec: [1f, Float.NaN, 2f] as float[]] | [:]     || 'PVA-ST-023'  | '`b_dec` holds NaN at [1]'
  }

  def "half a folder is refused with the half that is missing"() {
    given:
    Path made = Made.dictionary(folder.resolve('sae'))
    Files.delete(made.resolve(gone))

    when:
    Dictionaries.open(made, Optional.of('sae_lens'))

    then:
    PvaException e = thrown()
    e.message == words
    e.file().get() == made.resolve(gone)

    where:
    gone                      || words
    'cfg.json'                || 'there is no cfg.json beside the weights'
    'sae_weights.safetensors' || 'there is no sae_weights.safetensors beside cfg.json'
  }

  def "a cut configuration, an empty folder, a foreign format and a missing path are told apart"() {
    given:
    Path made = Made.dictionary(folder.resolve('sae'))
    Files.writeString(made.resolve('cfg.json'), '{"d_in": 3, "arch')
    Path empty = Files.createDirectory(folder.resolve('empty'))

    expect:
    fault { Dictionaries.open(made, Optional.empty()) } == 'PVA-SAE-020 cfg.json is not JSON, or it is cut off'
    fault { Dictionaries.open(empty, Optional.empty()) } == 'PVA-SAE-002 there is no dictionary here that is known'
    fault { Dictionaries.open(empty, Optional.of('onnx')) } == "PVA-SAE-001 there is no dictionary format `onnx`; there are ${Dictionaries.formats().join(', ')}"
    fault { Dictionaries.open(folder.resolve('nowhere'), Optional.empty()) } == 'PVA-FILE-001 no such file or folder'
  }

  def "integer weights and a folder of two formats are refused"() {
    given:
    Path whole = Made.dictionary(folder.resolve('whole'), [:], [b_enc: null])
    new SafetensorsWriter().f32('W_enc', Made.ramp(12), 3, 4).f32('W_dec', Made.ramp(12), 4, 3).i32('b_enc', [1, 2, 3, 4] as int[], 4)
        .f32('b_dec', Made.ramp(3), 3).f32('threshold', Made.ramp(4), 4).write(whole.resolve('sae_weights.safetensors'))
    Path good = GoldenDictionarySpec.GOLDEN.resolve('gemma_scope_res_stored/gemma-scope-2b-pt-res/layer_20/width_16k/average_l0_71/params.npz')
    Path both = Made.dictionary(folder.resolve('both'))
    Files.copy(good, both.resolve('params.npz'))

    expect:
    fault { Dictionaries.open(whole, Optional.empty()) } == 'PVA-SAE-005 b_enc holds I32, not floating-point weights'
    fault { Dictionaries.open(both, Optional.empty()) } == 'PVA-SAE-003 this may be gemma_scope or sae_lens: name the format'
    Dictionaries.open(both, Optional.of('gemma_scope')).info().dSae() == 64
  }

  private static String fault(Closure<?> work) {
    try {
      work()
      return 'nothing'
    } catch (PvaException e) {
      return "${e.code()} ${e.message}"
    }
  }

  def "layer #layer, width #width, L0 #l0 in the embedded folder is #found"() {
    when:
    Path tiny = Path.of(System.getProperty('pva.checkout'), 'examples/tiny/sae')
    Path path = Dictionaries.locate(tiny, layer, width ? OptionalInt.of(width) : OptionalInt.empty(), l0 ? OptionalInt.of(l0) : OptionalInt.empty(), progress)

    then:
    tiny.relativize(path).toString() == found
    notes == noted.collect { it.replace('HERE', tiny.toString()) }

    where:
    layer | width | l0   || found                             | noted
    4     | 1024  | null || 'layer_4/width_1k/average_l0_32'  | []
    5     | null  | 31   || 'layer_5/width_1k/average_l0_31'  | []
    3     | 1024  | null || 'layer_4/width_1k/average_l0_32'  | ['there is no dictionary of layer 3 in HERE: taking that of layer 4, the nearest']
    5     | null  | 60   || 'layer_5/width_1k/average_l0_31'  | ['taking layer_5/width_1k/average_l0_31 of layer_5/width_1k/average_l0_31']
  }

  def "where no other layer will do, a layer that is missing is said with what there is"() {
    given:
    Path tiny = Path.of(System.getProperty('pva.checkout'), 'examples/tiny/sae')

    expect:
    tiny.relativize(Dictionaries.locate(tiny, 4, OptionalInt.empty(), OptionalInt.empty(), false, progress)).toString() ==
        'layer_4/width_1k/average_l0_32'

    when:
    Dictionaries.locate(tiny, 3, OptionalInt.of(1024), OptionalInt.empty(), false, progress)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-SAE-004'
    e.message == 'there is no dictionary of layer 3 and width 1024 in this folder'
    e.help() == ['there are: layer_4/width_1k/average_l0_32, layer_5/width_1k/average_l0_31']
  }

  def "of several L0 the one nearest to the wish, else to 100, is taken, and the choice is said"() {
    given:
    [14, 71, 117, 280].each { Made.dictionary(folder.resolve("layer_4/width_4/average_l0_$it")) }

    expect:
    Dictionaries.locate(folder, 4, OptionalInt.of(4), wish, progress).fileName.toString() == found
    notes.size() == noted

    where:
    wish               || found             | noted
    OptionalInt.empty() || 'average_l0_117' | 1
    OptionalInt.of(280) || 'average_l0_280' | 0
    OptionalInt.of(20)  || 'average_l0_14'  | 1
  }

  def "dictionaries in files of their own, and folders of the other releases, are found too"() {
    given:
    Path golden = GoldenDictionarySpec.GOLDEN
    Path qwen = golden.resolve('qwen_scope/SAE-Res-Qwen3-1.7B-Base-W32K-L0_5')

    expect:
    Dictionaries.locate(qwen, 12, OptionalInt.of(64), OptionalInt.empty(), progress) == qwen.resolve('layer12.sae.pt')
    Dictionaries.locate(golden.resolve('llama_scope'), 15, OptionalInt.of(64), OptionalInt.empty(), progress).fileName.toString() == 'Llama3_1-8B-Base-L15R-8x'
    Dictionaries.locate(golden.resolve('dictionary_learning_topk'), 8, OptionalInt.of(64), OptionalInt.empty(), progress).fileName.toString() == 'trainer_0'
    Dictionaries.locate(golden.resolve('qwen_scope'), 12, OptionalInt.empty(), OptionalInt.empty(), progress) == qwen.resolve('layer12.sae.pt')
    notes == []
  }

  def "a width that is not there is refused with what is there"() {
    given:
    Made.dictionary(folder.resolve('layer_4/width_16k/average_l0_71'))

    when:
    Dictionaries.locate(folder, 4, OptionalInt.of(65536), OptionalInt.empty(), progress)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-SAE-004'
    e.message == 'there is no dictionary of layer 4 and width 65536 in this folder'
    e.help() == ['there are: layer_4/width_16k/average_l0_71']
  }

  def "a folder that is itself a dictionary is taken as it is, if it is as wide as asked"() {
    given:
    Path made = Made.dictionary(folder.resolve('sae'))

    expect:
    Dictionaries.locate(made, 9, OptionalInt.of(4), OptionalInt.empty(), progress) == made
    fault { Dictionaries.locate(made, 9, OptionalInt.of(65536), OptionalInt.empty(), progress) } ==
        'PVA-SAE-009 the dictionary does not have the 65536 latents that are asked for'
  }

  def "decoder norms, hash and the factor of the average norm are those of the files"() {
    given:
    Path made = Made.dictionary(folder.resolve('sae'), [normalize_activations: 'expected_average_only_in'], [W_dec: [3f, 4f, 0f, 1f, 0f, 0f, 0f, 0f, 2f, 0f, 1f, 0f] as float[]])
    Dictionary dictionary = Dictionaries.open(made, Optional.empty())

    expect:
    dictionary.decoderNorms() == new Norms(1, 9 / 4, 5)
    dictionary.sha256() ==~ /[0-9a-f]{64}/
    dictionary.withFactor(2.5).rule().factor() == 2.5d
    fault { Dictionaries.open(Made.dictionary(folder.resolve('plain')), Optional.empty()).withFactor(2) } ==
        'PVA-SAE-007 a scaling factor of 2.0 cannot be used with normalisation none'
  }
}
