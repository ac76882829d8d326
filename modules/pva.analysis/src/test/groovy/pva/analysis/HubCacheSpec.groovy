package pva.analysis

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class HubCacheSpec extends Specification {
  @TempDir
  Path home

  def 'the hub cache lies where huggingface_hub looks for it'() {
    expect:
    HubCache.of(environment, '/home/me').root() == Path.of(place)

    where:
    environment                                     || place
    [:]                                             || '/home/me/.cache/huggingface/hub'
    [XDG_CACHE_HOME: '/xdg']                        || '/xdg/huggingface/hub'
    [HF_HOME: '/hf', XDG_CACHE_HOME: '/xdg']        || '/hf/hub'
    [HF_HUB_CACHE: '/hub', HF_HOME: '/hf']          || '/hub'
  }

  def 'a snapshot is found by branch, by commit, or as the newest'() {
    given:
    HubCache hub = new HubCache(home)
    Path one = Files.createDirectories(hub.snapshots('google/gemma-2-9b').resolve('aaa'))
    Path two = Files.createDirectories(hub.snapshots('google/gemma-2-9b').resolve('bbb'))
    one.toFile().setLastModified(1_000_000)
    two.toFile().setLastModified(2_000_000)

    expect:
    hub.snapshot('google/gemma-2-9b', Optional.empty()) == Optional.of(two)
    hub.snapshot('google/gemma-2-9b', Optional.of('aaa')) == Optional.of(one)
    hub.snapshot('google/gemma-2-9b', Optional.of('ccc')) == Optional.empty()
    hub.snapshot('google/gemma-2-9b', Optional.of('../../x')) == Optional.empty()
    hub.snapshot('google/gemma-2-2b', Optional.empty()) == Optional.empty()

    when:
    Files.createDirectories(home.resolve('models--google--gemma-2-9b/refs'))
    Files.writeString(home.resolve('models--google--gemma-2-9b/refs/main'), 'aaa\n')

    then:
    hub.snapshot('google/gemma-2-9b', Optional.empty()) == Optional.of(one)
  }

  def 'a place is looked for beside the script first, then in the hub cache'() {
    given:
    Path base = Files.createDirectories(home.resolve('scripts'))
    HubCache hub = new HubCache(home.resolve('hub'))

    expect:
    Place.of('google/gemma-2-9b', Optional.empty(), base, hub) == new Place(Optional.empty(), false,
        [base.resolve('google/gemma-2-9b').toString(), "$home/hub/models--google--gemma-2-9b/snapshots/*".toString()])
    Place.of('../tiny/model', Optional.empty(), base, hub).looked() == [home.resolve('tiny/model').toString()]

    when:
    Path snapshot = Files.createDirectories(hub.snapshots('google/gemma-2-9b').resolve('abc'))

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
