package pva.sae

import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification

class ReleasesSpec extends Specification {
  static OptionalInt number(Integer n) {
    n == null ? OptionalInt.empty() : OptionalInt.of(n)
  }

  static DictionaryWish wish(Integer layer, Integer width = null, String architecture = null, Integer l0 = null, String format = null) {
    new DictionaryWish(number(layer), number(width), number(l0), Optional.ofNullable(architecture), Optional.ofNullable(format))
  }

  def "#model, layer #layer, width #width is #folder of #repository"() {
    when:
    Release release = Releases.find(model, wish(layer, width, architecture))

    then:
    release.repository() == repository
    release.folder() == folder
    release.l0() == number(l0)
    release.neuronpedia().orElse(null) == neuronpedia

    where:
    model                      | layer | width  | architecture  || repository                              | folder                                        | l0   | neuronpedia
    'google/gemma-2-9b'        | 41    | 16384  | 'jumprelu'    || 'google/gemma-scope-9b-pt-res'          | 'layer_41/width_16k/average_l0_113'           | 113  | 'gemma-2-9b/41-gemmascope-res-16k'
    'google/gemma-2-2b'        | 12    | 65536  | null          || 'google/gemma-scope-2b-pt-res'          | 'layer_12/width_65k/average_l0_72'            | 72   | 'gemma-2-2b/12-gemmascope-res-65k'
    'gemma-2-2b'               | 25    | null   | null          || 'google/gemma-scope-2b-pt-res'          | 'layer_25/width_16k/average_l0_116'           | 116  | 'gemma-2-2b/25-gemmascope-res-16k'
    'google/gemma-2-9b-it'     | 20    | 131072 | null          || 'google/gemma-scope-9b-it-res'          | 'layer_20/width_131k/average_l0_81'           | 81   | 'gemma-2-9b-it/20-gemmascope-res-131k'
    'google/gemma-2-27b'       | 22    | 131072 | null          || 'google/gemma-scope-27b-pt-res'         | 'layer_22/width_131k/average_l0_82'           | 82   | 'gemma-2-27b/22-gemmascope-res-131k'
    'google/gemma-3-4b-it'     | 17    | 65536  | null          || 'google/gemma-scope-2-4b-it'            | 'resid_post/layer_17_width_65k_l0_medium'     | null | 'gemma-3-4b-it/17-gemmascope-2-res-65k'
    'google/gemma-3-4b-it'     | 18    | 16384  | null          || 'google/gemma-scope-2-4b-it'            | 'resid_post_all/layer_18_width_16k_l0_big'    | null | null
    'meta-llama/Llama-3.1-8B'  | 15    | 32768  | null          || 'fnlp/Llama3_1-8B-Base-LXR-8x'          | 'Llama3_1-8B-Base-L15R-8x'                    | null | 'llama3.1-8b/15-llamascope-res-32k'
    'gpt2-small'               | 7     | 24576  | 'standard'    || 'jbloom/GPT2-Small-SAEs-Reformatted'    | 'blocks.8.hook_resid_pre'                     | 60   | 'gpt2-small/8-res-jb'
    'gpt2-small'               | 11    | 24576  | 'standard'    || 'jbloom/GPT2-Small-SAEs-Reformatted'    | 'blocks.11.hook_resid_post'                   | 70   | 'gpt2-small/12-res-jb'
    'Qwen/Qwen3-1.7B-Base'     | 12    | 32768  | 'topk'        || 'Qwen/SAE-Res-Qwen3-1.7B-Base-W32K-L0_50' | 'layer12.sae.pt'                            | 50   | null
    'meta-llama/Llama-3.3-70B-Instruct' | 50 | 65536 | null       || 'Goodfire/Llama-3.3-70B-Instruct-SAE-l50' | 'Llama-3.3-70B-Instruct-SAE-l50.pt'         | null | 'llama3.3-70b-it/50-resid-post-gf'
  }

  def "a repository names the tensor: layer #layer of #repository is #folder"() {
    when:
    Release release = Releases.in(repository, wish(layer, width)).get()

    then:
    [release.folder(), release.hook()] == [folder, hook]

    where:
    repository                           | layer | width || folder                                    | hook
    'google/gemma-scope-2b-pt-mlp'       | 0     | 16384 || 'layer_0/width_16k/average_l0_119'        | 'blocks.0.hook_mlp_out'
    'google/gemma-scope-9b-pt-att'       | 0     | 16384 || 'layer_0/width_16k/average_l0_61'         | 'blocks.0.attn.hook_z'
    'mwhanna/qwen3-4b-transcoders'       | 8     | null  || 'layer_8.safetensors'                     | 'blocks.8.mlp.hook_in'
    'jbloom/GPT2-Small-SAEs-Reformatted' | 7     | 24576 || 'blocks.8.hook_resid_pre'                 | 'blocks.8.hook_resid_pre'
  }

  def "an L0 that is asked for goes before the canonical one, and then the link, which is that of the canonical one, is left out"() {
    when:
    Release release = Releases.find('google/gemma-2-9b', wish(41, 16384, null, 22))

    then:
    release.folder() == 'layer_41/width_16k/average_l0_22'
    release.neuronpedia() == Optional.empty()
    Releases.find('Qwen/Qwen3-8B-Base', wish(3, 65536, null, 100)).repository() == 'Qwen/SAE-Res-Qwen3-8B-Base-W64K-L0_100'
  }

  def "a format that is asked for goes before the order of the table"() {
    expect:
    Releases.find('google/gemma-2-2b', wish(5, 32768)).repository() == 'chanind/gemma-2-2b-batch-topk-matryoshka-saes-w-32k-l0-40'
    Releases.find('google/gemma-2-2b', wish(12, 32768, null, null, 'gemma_scope')).repository() == 'google/gemma-scope-2b-pt-res'
    Releases.find('google/gemma-2-2b', wish(12, 32768, null, null, 'sae_lens')).repository().startsWith('chanind/')
    Releases.find('google/gemma-3-1b-it', wish(7, 16384, null, null, 'gemma_scope')).repository() == 'google/gemma-scope-2-1b-it'
    Releases.find('Llama-3.1-8B', wish(7, null, null, null, 'llama_scope_sae_lens')).repository() == 'fnlp/Llama3_1-8B-Base-LXR-8x'
  }

  def "a dictionary has a page where it is on Neuronpedia"() {
    expect:
    Releases.at(Path.of(place)).flatMap { it.neuronpedia() }.orElse(null) == id

    where:
    place                                                                                                || id
    'gemma-scope-2b-pt-res/layer_20/width_16k/average_l0_71'                                             || 'gemma-2-2b/20-gemmascope-res-16k'
    'hub/models--google--gemma-scope-2b-pt-res/snapshots/0a1b/layer_20/width_16k/average_l0_71/params.npz' || 'gemma-2-2b/20-gemmascope-res-16k'
    'gemma-scope-2b-pt-res/layer_20/width_16k/average_l0_7'                                              || null
    'sae/layer_20/width_16k/average_l0_71'                                                               || null
    'models--mwhanna--qwen3-14b-transcoders-lowl0/snapshots/0a1b/layer_3.safetensors'                    || 'qwen3-14b/3-transcoder-hp-lowl0'
  }

  def "what was not asked for and what is not known is said"() {
    expect:
    Releases.find('google/gemma-2-2b', wish(20)).notes() == ['no width is asked for: 16384 is taken']
    Releases.find('google/gemma-3-1b-it', wish(7, 16384)).notes() == ['its L0 is published as small, medium or big: medium is taken']
    Releases.find('google/gemma-3-1b-it', wish(8, 16384)).notes() == ['its L0 is published as small, medium or big: big is taken']
  }

  def "the factors that are in no file are those of the registry"() {
    expect:
    Releases.factor(Path.of('Llama-Scope-R1-Distill/800M-Slimpajama-0-OpenR1-Math-220k/L15R')) == OptionalDouble.of(5.529329506982431d)
    Releases.factor(Path.of('hub/models--fnlp--Llama-Scope-R1-Distill/snapshots/0a1b/800M-Slimpajama-0-OpenR1-Math-220k/L15R')).asDouble == 5.529329506982431d
    Releases.factor(Path.of('Llama-Scope-R1-Distill/800M-Slimpajama-0-OpenR1-Math-220k/L32R')) == OptionalDouble.empty()
    Releases.factor(Path.of('another/800M-Slimpajama-0-OpenR1-Math-220k/L15R')) == OptionalDouble.empty()
    Releases.factor(Path.of('gpt2-small-mlp-out-saes/sae_group_gpt2_blocks.6.hook_mlp_out_24576:v0')) == OptionalDouble.of(1.3237742807210804d)
  }

  def "an unknown model, and a width a model has not, list what there is"() {
    when:
    Releases.find(model, wish(layer, width, 'jumprelu'))

    then:
    PvaException e = thrown()
    e.code() == code
    e.message == words
    e.help()[0].contains(listed)

    where:
    model               | layer | width || code          | words                                                                                        | listed
    'nobody/unknown-7b' | 3     | 16384 || 'PVA-SAE-040' | 'no published dictionary of the model nobody/unknown-7b is known'                            | 'google/gemma-2-9b'
    'google/gemma-2-9b' | 3     | 65536 || 'PVA-SAE-041' | 'no published dictionary of google/gemma-2-9b is known for layer 3, width 65536, jumprelu'   | 'google/gemma-scope-9b-pt-res (jumprelu, hook_resid_post, width 65536, layers 20)'
    'google/gemma-2-9b' | 42    | 16384 || 'PVA-SAE-041' | 'no published dictionary of google/gemma-2-9b is known for layer 42, width 16384, jumprelu'  | 'width 16384, layers 0-41'
  }
}
