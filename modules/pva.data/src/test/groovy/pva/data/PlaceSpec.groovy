package pva.data

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import spock.lang.Specification
import spock.lang.TempDir

class PlaceSpec extends Specification {
  @TempDir
  Path home

  Hub getHub() {
    Hub.of([HF_HUB_CACHE: home.resolve('hub').toString()], home)
  }

  Place place(String said, Path base = home.resolve('scripts')) {
    Place.of(said, Optional.empty(), base, hub)
  }

  def 'what is said may be a folder beside the script, or a repository of the hub'() {
    given:
    Path base = home.resolve('scripts')

    expect:
    place('google/gemma-2-9b').looked() == [base.resolve('google/gemma-2-9b').toString(), "$home/hub/models--google--gemma-2-9b/snapshots/*".toString()]
    place('google/gemma-2-9b').atHub()
    place('../tiny/model').looked() == [home.resolve('tiny/model').toString()]
    !place('../tiny/model').atHub()
    !place('model').atHub()
    place('google/gemma-scope-2b-pt-res/layer_20/width_16k/average_l0_71/').with { [id().get(), inside()] } ==
        ['google/gemma-scope-2b-pt-res', 'layer_20/width_16k/average_l0_71']
    place('google/gemma-2-9b').with { [id().get(), inside()] } == ['google/gemma-2-9b', '']
    place('google/..').id() == Optional.empty()
  }

  def 'a folder beside the script goes before the hub'() {
    given:
    Path base = Files.createDirectories(home.resolve('scripts'))
    Path snapshot = Files.createDirectories(hub.snapshots('google/gemma-2-9b').resolve('a' * 40))

    expect:
    place('google/gemma-2-9b', base).cached().get().folder() == snapshot
    place('google/gemma-2-9b', base).atHub()

    when:
    Path beside = Files.createDirectories(base.resolve('google/gemma-2-9b'))

    then:
    place('google/gemma-2-9b', base).local() == beside
    !place('google/gemma-2-9b', base).atHub()
  }
}
