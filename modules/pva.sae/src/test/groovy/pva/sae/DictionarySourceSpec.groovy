package pva.sae

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.data.Hub
import pva.data.HubFile
import pva.data.Place
import spock.lang.Specification
import spock.lang.TempDir

class DictionarySourceSpec extends Specification {
  @TempDir
  Path home
  List<String> notes = []

  Progress getProgress() {
    [start: { String what, long total, String unit -> { long units -> } as Progress.Task }, note: { String line -> notes << line }] as Progress
  }

  /** Whether the network may be asked; it may not. */
  Hub getHub() {
    Hub.of([HF_HUB_CACHE: home.resolve('hub').toString(), HF_HUB_OFFLINE: '1'], home)
  }

  Path snapshot(String id) {
    hub.snapshots(id).resolve('a' * 40)
  }

  DictionarySource source(String said, DictionaryWish wish) {
    DictionarySource.at(Place.of(said, Optional.empty(), home, hub), wish)
  }

  static DictionaryWish wish(Integer layer, Integer width = null, Integer l0 = null) {
    ReleasesSpec.wish(layer, width, null, l0)
  }

  void file(String id, String path) {
    Path file = snapshot(id).resolve(path)
    Files.createDirectories(file.parent)
    Files.writeString(file, 'x')
  }

  def 'a dictionary is where its weights are, with what is read beside them and nothing else'() {
    given:
    List<HubFile> files = ['a/params.npz', 'b/config.json', 'b/params.safetensors', 'b/examples.safetensors', 'c/cfg.json', 'c/sae_weights.safetensors',
        'c/sparsity.safetensors', 'config.json', 'layers.3/cfg.json', 'layers.3/sae.safetensors', 'd/ae.pt', 'd/config.json', 'd/eval_results.json',
        'L15R/checkpoints/final.safetensors', 'L15R/hyperparams.json', 'L15R/lm_config.json', 'config.yaml', 'layer_8.safetensors', 'layer_9.safetensors',
        'layer12.sae.pt', 'M-SAE-l19.pth', 'v5_32k/autoencoders/3.pt', 'README.md'].collect { new HubFile(it, 1, '') }

    expect:
    PublishedFiles.among(files).collectEntries { [it.place(), it.files()*.path()] } == [
        'L15R'           : ['L15R/hyperparams.json', 'L15R/lm_config.json', 'L15R/checkpoints/final.safetensors'],
        'M-SAE-l19.pth'  : ['config.json', 'config.yaml', 'M-SAE-l19.pth'],
        'a'              : ['a/params.npz'],
        'b'              : ['b/config.json', 'b/params.safetensors'],
        'c'              : ['c/cfg.json', 'c/sae_weights.safetensors'],
        'd'              : ['d/config.json', 'd/ae.pt'],
        'layer12.sae.pt' : ['config.json', 'config.yaml', 'layer12.sae.pt'],
        'layer_8.safetensors': ['config.json', 'config.yaml', 'layer_8.safetensors'],
        'layer_9.safetensors': ['config.json', 'config.yaml', 'layer_9.safetensors'],
        'layers.3'       : ['config.json', 'layers.3/cfg.json', 'layers.3/sae.safetensors'],
        'v5_32k/autoencoders/3.pt': ['v5_32k/autoencoders/3.pt']]
  }

  def 'of a repository that no table has, the layer, the width and the nearest L0 are taken by the names of its folders'() {
    given:
    ['layer_4/width_16k/average_l0_30', 'layer_4/width_16k/average_l0_90', 'layer_4/width_65k/average_l0_90', 'layer_5/width_16k/average_l0_90']
        .each { file('my/saes', it + '/params.npz') }

    expect:
    source('my/saes', wish(4, 16384)).present(progress).get() == snapshot('my/saes').resolve('layer_4/width_16k/average_l0_90')
    notes == ['taking layer_4/width_16k/average_l0_90 of layer_4/width_16k/average_l0_30, layer_4/width_16k/average_l0_90']
    source('my/saes', wish(4, 16384, 30)).present(progress).get().endsWith('layer_4/width_16k/average_l0_30')
    source('my/saes/layer_5/width_16k/average_l0_90', wish(null)).present(progress).get().endsWith('layer_5/width_16k/average_l0_90')
    source('my/saes/layer_5', wish(null)).present(progress).get().endsWith('layer_5/width_16k/average_l0_90')
    source('my/saes', wish(9)).present(progress) == Optional.empty()
    source('my/saes', wish(null)).present(progress) == Optional.empty()
  }

  def 'of the residual stream before a block the layer is the block before'() {
    given:
    (7..9).each { file('my/gpt2', "blocks.${it}.hook_resid_pre/cfg.json"); file('my/gpt2', "blocks.${it}.hook_resid_pre/sae_weights.safetensors") }

    expect:
    source('my/gpt2', wish(7)).present(progress).get().endsWith('blocks.8.hook_resid_pre')
  }

  def 'a dictionary whose weights have not come yet is not there'() {
    given:
    file('my/saes', 'layer_4/cfg.json')

    expect:
    source('my/saes', wish(4)).present(progress) == Optional.empty()
  }

  def 'what is not in the repository is refused with what there is: #said'() {
    given:
    ['layer_4/width_16k/average_l0_30', 'layer_5/width_16k/average_l0_90'].each { file('my/saes', it + '/params.npz') }
    file('my/model', 'model.safetensors')
    Files.createDirectories(hub.snapshots(id).resolveSibling('refs'))
    Files.writeString(hub.snapshots(id).resolveSibling('refs').resolve('main'), 'a' * 40)

    when:
    source(said, wish(layer, width)).fetch(progress)

    then:
    PvaException e = thrown()
    [e.code(), e.message] == [code, message]
    e.help()[0].startsWith(help)

    where:
    said           | id         | layer | width || code          | message                                                               | help
    'my/saes'      | 'my/saes'  | 4     | 65536 || 'PVA-SAE-042' | 'my/saes has no dictionary of layer 4, width 65536'                    | 'of this layer there are: layer_4/width_16k/average_l0_30'
    'my/saes'      | 'my/saes'  | 9     | null  || 'PVA-SAE-042' | 'my/saes has no dictionary of layer 9'                                 | 'there are: layer_4/width_16k/average_l0_30, layer_5/width_16k/average_l0_90'
    'my/saes'      | 'my/saes'  | null  | null  || 'PVA-SAE-043' | 'my/saes holds 2 dictionaries, and which is meant is not said'         | 'say --layer and --width, or name one by its folder: my/saes/layer_4/width_16k/average_l0_30'
    'my/model'     | 'my/model' | 4     | null  || 'PVA-SAE-042' | 'my/model has no dictionary of a known format'                         | 'formats that are read: '
  }
}
