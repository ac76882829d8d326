package pva.analysis

import java.nio.file.Files
import java.nio.file.Path
import pva.data.Hub
import spock.lang.Specification
import spock.lang.TempDir

class PlaceSpec extends Specification {
  @TempDir
  Path home

  def 'a place is looked for beside the script first, then in the hub cache'() {
    given:
    Path base = Files.createDirectories(home.resolve('scripts'))
    Hub hub = Hub.of([HF_HUB_CACHE: home.resolve('hub').toString()], home)

    expect:
    Place.of('google/gemma-2-9b', Optional.empty(), base, hub) == new Place(Optional.empty(), false,
        [base.resolve('google/gemma-2-9b').toString(), "$home/hub/models--google--gemma-2-9b/snapshots/*".toString()])
    Place.of('../tiny/model', Optional.empty(), base, hub).looked() == [home.resolve('tiny/model').toString()]

    when:
    Path snapshot = Files.createDirectories(hub.snapshots('google/gemma-2-9b').resolve('a' * 40))

    then:
    Place.of('google/gemma-2-9b', Optional.empty(), base, hub).path() == Optional.of(snapshot)

    when:
    Path beside = Files.createDirectories(base.resolve('google/gemma-2-9b'))

    then:
    Place.of('google/gemma-2-9b', Optional.empty(), base, hub).path() == Optional.of(beside)
  }

  def 'the Gemma Scope dictionaries of #model are #id'() {
    expect:
    GemmaScope.residual(model) == Optional.ofNullable(id)

    where:
    model                             || id
    'google/gemma-2-9b'               || 'google/gemma-scope-9b-pt-res'
    'google/gemma-2-2b'               || 'google/gemma-scope-2b-pt-res'
    'google/gemma-2-9b-it'            || 'google/gemma-scope-9b-it-res'
    'models/gemma-2-27b'              || 'google/gemma-scope-27b-pt-res'
    'google/gemma-2-2b-it'            || null
    'HuggingFaceTB/SmolLM2-135M'      || null
  }

  def 'widths are written as Gemma Scope writes them'() {
    expect:
    GemmaScope.width(latents) == text

    where:
    latents || text
    1024    || '1k'
    16384   || '16k'
    65536   || '65k'
    131072  || '131k'
    1048576 || '1m'
    1000    || '1000'
  }
}
