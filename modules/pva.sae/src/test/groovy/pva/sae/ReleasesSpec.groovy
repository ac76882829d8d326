package pva.sae

import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification

class ReleasesSpec extends Specification {
  def "#model, layer #layer, width #width is #folder of #repository"() {
    when:
    Release release = Releases.find(model, layer, width ? OptionalInt.of(width) : OptionalInt.empty(), Optional.ofNullable(architecture), Optional.ofNullable(hook))

    then:
    release.repository() == repository
    release.folder() == folder
    release.l0() == (l0 ? OptionalInt.of(l0) : OptionalInt.empty())
    release.neuronpedia().orElse(null) == neuronpedia
    release.layer() == layer

    where:
    model                      | layer | width  | architecture  | hook                 || repository                              | folder                                        | l0   | neuronpedia
    'google/gemma-2-9b'        | 41    | 16384  | 'jumprelu'    | null                 || 'google/gemma-scope-9b-pt-res'          | 'layer_41/width_16k/average_l0_113'           | 113  | 'gemma-2-9b/41-gemmascope-res-16k'
    'google/gemma-2-2b'        | 12    | 65536  | null          | null                 || 'google/gemma-scope-2b-pt-res'          | 'layer_12/width_65k/average_l0_72'            | 72   | 'gemma-2-2b/12-gemmascope-res-65k'
    'gemma-2-2b'               | 25    | null   | null          | null                 || 'google/gemma-scope-2b-pt-res'          | 'layer_25/width_16k/average_l0_116'           | 116  | 'gemma-2-2b/25-gemmascope-res-16k'
    'google/gemma-2-9b-it'     | 20    | 131072 | null          | null                 || 'google/gemma-scope-9b-it-res'          | 'layer_20/width_131k/average_l0_81'           | 81   | 'gemma-2-9b-it/20-gemmascope-res-131k'
    'google/gemma-2-27b'       | 22    | 131072 | null          | null                 || 'google/gemma-scope-27b-pt-res'         | 'layer_22/width_131k/average_l0_82'           | 82   | 'gemma-2-27b/22-gemmascope-res-131k'
    'google/gemma-2-2b'        | 0     | 16384  | null          | 'hook_mlp_out'       || 'google/gemma-scope-2b-pt-mlp'          | 'layer_0/width_16k/average_l0_119'            | 119  | 'gemma-2-2b/0-gemmascope-mlp-16k'
    'google/gemma-2-9b'        | 0     | 16384  | null          | 'attn.hook_z'        || 'google/gemma-scope-9b-pt-att'          | 'layer_0/width_16k/average_l0_61'             | 61   | 'gemma-2-9b/0-gemmascope-att-16k'
    'google/gemma-3-4b-it'     | 17    | 65536  | null          | null                 || 'google/gemma-scope-2-4b-it'            | 'resid_post_all/layer_17_width_65k_l0_medium' | null | null
    'meta-llama/Llama-3.1-8B'  | 15    | 32768  | null          | null                 || 'fnlp/Llama3_1-8B-Base-LXR-8x'          | 'Llama3_1-8B-Base-L15R-8x'                    | null | 'llama3.1-8b/15-llamascope-res-32k'
    'gpt2-small'               | 8     | 24576  | 'standard'    | 'hook_resid_pre'     || 'jbloom/GPT2-Small-SAEs-Reformatted'    | 'blocks.8.hook_resid_pre'                     | 60   | 'gpt2-small/8-res-jb'
    'Qwen/Qwen3-1.7B-Base'     | 12    | 32768  | 'topk'        | null                 || 'Qwen/SAE-Res-Qwen3-1.7B-Base-W32K-L0_50' | 'layer12.sae.pt'                            | 50   | null
    'meta-llama/Llama-3.3-70B-Instruct' | 50 | 65536 | null       | null                 || 'Goodfire/Llama-3.3-70B-Instruct-SAE-l50' | 'Llama-3.3-70B-Instruct-SAE-l50.pt'         | null | null
    'Qwen/Qwen3-4B'            | 8     | null   | 'transcoder'  | 'mlp.hook_in'        || 'mwhanna/qwen3-4b-transcoders'          | 'layer_8.safetensors'                         | null | 'qwen3-4b/8-transcoder-hp'
  }

  def "a latent has a link where its dictionary is on Neuronpedia"() {
    expect:
    Releases.find('google/gemma-2-2b', 20, OptionalInt.of(16384), Optional.empty(), Optional.empty()).link(12082).get() ==
        'https://www.neuronpedia.org/gemma-2-2b/20-gemmascope-res-16k/12082'
    Releases.neuronpedia('google/gemma-scope-2b-pt-res', 'layer_20/width_16k/average_l0_71').get() == 'gemma-2-2b/20-gemmascope-res-16k'
    Releases.neuronpedia('google/gemma-scope-2b-pt-res', 'layer_20/width_16k/average_l0_7') == Optional.empty()
  }

  def "what was not asked for and what is not known is said"() {
    expect:
    Releases.find('google/gemma-2-2b', 20, OptionalInt.empty(), Optional.empty(), Optional.empty()).notes() == ['no width is asked for: 16384 is taken']
    Releases.find('google/gemma-3-1b-it', 7, OptionalInt.of(16384), Optional.empty(), Optional.empty()).notes() ==
        ['which layers and widths there are is not known here, and of its L0 (small, medium, big) medium is taken']
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
    Releases.find(model, layer, OptionalInt.of(width), Optional.of('jumprelu'), Optional.empty())

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
