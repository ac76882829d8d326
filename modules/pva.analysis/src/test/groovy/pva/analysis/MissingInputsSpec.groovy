package pva.analysis
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.input.InputSearch
import pva.analysis.input.Inputs
import pva.analysis.run.Cache
import pva.analysis.run.Plan
import pva.analysis.run.RunOptions
import pva.analysis.spec.AnalysisSpec
import pva.analysis.spec.FilterSpec
import pva.analysis.spec.ModelSpec
import pva.analysis.spec.SaeSpec
import pva.base.Progress
import pva.base.PvaException
import pva.data.Hub
import pva.model.Hook
import pva.sae.DictionaryInfo
import spock.lang.Specification
import spock.lang.TempDir

class MissingInputsSpec extends Specification {
  @TempDir
  Path home

  Hub getHub() {
    Hub.of([HF_HUB_CACHE: home.resolve('hub').toString()], home)
  }

  AnalysisSpec card() {
    Path script = Files.writeString(home.resolve('card.groovy'), 'analysis { layer 41 }')
    return AnalysisSpec.of(script, Files.readString(script)).layer(41)
        .sae(new SaeSpec(Optional.of('jumprelu'), Optional.empty(), OptionalInt.of(65536), OptionalInt.empty(), Optional.empty()))
        .filter(FilterSpec.pile(0.02d)).build()
  }

  def 'the design card plans on a machine without its model: what is missing, where it was looked for, how to get it'() {
    when:
    Plan plan = Planning.plan(Inputs.find(card(), hub), Cache.at(home.resolve('cache')))

    then:
    plan.steps()*.name() == ['fit', 'extract', 'encode', 'score', 'draw']
    plan.steps()*.cache().unique() == ['unknown']
    plan.missing()*.word() == ['dataset', 'model', 'sae']
    plan.missing()[0].looked() == [home.resolve('data/datasets/dataset_*.parquet').toString()]
    plan.missing()[1] == new Plan.Missing('model', 'the model google/gemma-2-9b', [home.resolve('google/gemma-2-9b').toString(),
        home.resolve('hub/models--google--gemma-2-9b/snapshots/*').toString()],
        ['pva run fetches it', 'or get it: huggingface-cli download google/gemma-2-9b'])
    plan.missing()[2].what() == 'the SAE google/gemma-scope-9b-pt-res layer_41/width_65k/average_l0_*'
    plan.missing()[2].looked() ==
        [home.resolve('google/gemma-scope-9b-pt-res').toString(), home.resolve('hub/models--google--gemma-scope-9b-pt-res/snapshots/*').toString()]
    plan.missing()[2].get()[0] == 'no published dictionary of google/gemma-2-9b is known for layer 41, width 65536, jumprelu'
    plan.missing()[2].get()[1].contains('google/gemma-scope-9b-pt-res (jumprelu, hook_resid_post, width 131072, layers 0-41)')
    plan.missing()[2].get()[-2..-1] == ['pva run fetches it',
        "or get it: huggingface-cli download google/gemma-scope-9b-pt-res --include 'layer_41/width_65k/average_l0_*/*'"]
    plan.notes() == ["rates absent, results unfiltered: no corpus was named and none was found (looked for ${home.resolve('pile.jsonl')}, "
        + "${home.resolve('data/pile.jsonl')}); name one: filter pile(0.02, corpus: 'file.jsonl')"]
  }

  def 'where the table of releases has the dictionary, it is named whole'() {
    given:
    Path script = Files.writeString(home.resolve('a.groovy'), '')

    when:
    Plan plan = Planning.plan(Inputs.find(AnalysisSpec.of(script, '').layer(20).model(ModelSpec.of('google/gemma-2-2b')).build(), hub), Cache.at(home))

    then:
    plan.missing()[2].what() == 'the SAE google/gemma-scope-2b-pt-res layer_20/width_16k/average_l0_71'
    plan.missing()[2].get()[1] == "or get it: huggingface-cli download google/gemma-scope-2b-pt-res --include 'layer_20/width_16k/average_l0_71/*'"
  }

  def 'a hub snapshot that holds other layers only, or a file that is not yet whole, lacks this one'() {
    given:
    Path snapshot = Files.createDirectories(hub.snapshots('google/gemma-scope-9b-pt-res').resolve('a' * 40 + '/layer_20/width_65k/average_l0_55'))
    Files.writeString(snapshot.resolve('params.npz'), 'x')

    when:
    Plan plan = Planning.plan(Inputs.find(card(), hub), Cache.at(home.resolve('cache')))

    then:
    plan.missing()*.word() == ['dataset', 'model', 'sae']
  }

  def 'a machine that may not ask the hub is told so'() {
    given:
    Hub offline = Hub.of([HF_HUB_CACHE: home.resolve('hub').toString(), HF_HUB_OFFLINE: '1'], home)

    expect:
    Inputs.find(card(), offline).missing()[1].get() ==
        ['HF_HUB_OFFLINE is set: unset it, and pva run fetches it', 'or get it: huggingface-cli download google/gemma-2-9b']
  }

  def 'a run says the same and leaves nothing behind'() {
    when:
    Inputs.find(card(), hub).complete()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-020'
    e.exitCode() == 1
    e.message.startsWith('not on this machine: no dataset found')
    e.message.endsWith('; the model google/gemma-2-9b; the SAE google/gemma-scope-9b-pt-res layer_41/width_65k/average_l0_*')
    e.help().contains('model: or get it: huggingface-cli download google/gemma-2-9b')

    when:
    Analysis.run(card(), RunOptions.into(home.resolve('out')), Progress.NONE)

    then:
    thrown(PvaException)
    !Files.exists(home.resolve('out'))
  }

  def 'a model without published dictionaries needs one to be named, a corpus that was named must be there'() {
    given:
    Path script = home.resolve('a.groovy')
    AnalysisSpec spec = AnalysisSpec.of(script, '').layer(3).dataset('data').model(ModelSpec.of('my/model')).filter(FilterSpec.pile(0.02d, 'texts.jsonl')).build()

    when:
    Inputs inputs = Inputs.find(spec, hub)

    then:
    inputs.missing()[2] == new Plan.Missing('filter', 'the corpus texts.jsonl', [home.resolve('texts.jsonl').toString()],
        ["name a JSON lines file whose lines have `text`: filter pile(0.02, corpus: 'file.jsonl')"])
    inputs.missing()[3].what() == 'a dictionary for the model my/model'
    inputs.missing()[3].get()[0] == "no published dictionary of this model is known here; name its folder: sae jumpRelu(from: 'folder')"
    inputs.missing()[3].get()[1].startsWith('models with known dictionaries: google/gemma-2-27b, ')
    inputs.corpusAbsent() == Optional.of('the corpus texts.jsonl is not there')
  }

  def 'the last layer is that of the model; without the model nothing is guessed'() {
    given:
    TinyWorld world = new TinyWorld(home)

    when:
    Inputs here = Inputs.find(world.spec().layer(-1).build(), hub)
    Inputs gone = Inputs.find(world.spec().layer(-1).model(ModelSpec.of('nowhere')).build(), hub)

    then:
    here.first().layer() == 5
    here.first().sae().info().layer().asInt == 5
    gone.missing()*.word() == ['model']
    gone.missing()[0].get() == ['check the path; it starts from the script\'s folder']
    gone.first().dictionary().empty

    cleanup:
    here?.close()
    gone?.close()
  }

  def 'a dictionary of another architecture than the script says is refused'() {
    given:
    TinyWorld world = new TinyWorld(home)
    String folder = TinyWorld.TINY.resolve('sae/layer_4/width_1k/average_l0_32')

    when:
    Inputs.find(world.spec().sae(new SaeSpec(Optional.of('standard'), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.of(folder)))
        .build(), hub)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-021'
    e.message == 'this dictionary is jumprelu, the script says standard'
    e.word().get() == 'sae'
    e.file().get().toString() == folder
  }

  def 'a dictionary of another model is refused before anything is loaded'() {
    given:
    DictionaryInfo info = new DictionaryInfo('gemma_scope', 'jumprelu', 576, 4608, 576, OptionalInt.of(15), '', Optional.empty(),
        OptionalDouble.empty(), 'none', 'F32', home, [], [:])

    when:
    InputSearch.check(info, Optional.of('jumprelu'), Hook.residPost(15), OptionalInt.of(128))

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-022'
    e.message == "this dictionary reads vectors of 576 numbers, the model's residual stream has 128"
    e.help() == ['take a dictionary that was made for this model']
  }
}
