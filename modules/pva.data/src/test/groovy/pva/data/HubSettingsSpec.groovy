package pva.data

import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

class HubSettingsSpec extends Specification {
  @TempDir Path home

  HubSettings of(Map<String, String> environment) {
    HubSettings.of(environment, home)
  }

  def 'the cache is where huggingface_hub has it: #environment'() {
    expect:
    of(environment).cache() == (cache.startsWith('/') ? Path.of(cache) : home.resolve(cache))

    where:
    environment                                         | cache
    [:]                                                 | '.cache/huggingface/hub'
    [XDG_CACHE_HOME: '/x']                              | '/x/huggingface/hub'
    [HF_HOME: '/h', XDG_CACHE_HOME: '/x']               | '/h/hub'
    [HF_HOME: '~/h']                                    | 'h/hub'
    [HF_HOME: '$SCRATCH/${WHO}/$NONE', SCRATCH: '/s', WHO: 'me'] | '/s/me/$NONE/hub'
    [HF_HUB_CACHE: '/c', HF_HOME: '/h']                 | '/c'
    [HUGGINGFACE_HUB_CACHE: '/old', HF_HOME: '/h']      | '/old'
    [HF_HUB_CACHE: ' ', HF_HOME: '']                    | '.cache/huggingface/hub'
  }

  def 'the token comes from the environment, else from the file that signing in wrote'() {
    given:
    Files.createDirectories(home.resolve('.cache/huggingface'))
    home.resolve('.cache/huggingface/token').toFile().text = 'hf_file\n'
    home.resolve('other').toFile().text = 'hf_other'

    expect:
    of([:]).token().get() == 'hf_file'
    of([HF_TOKEN: ' hf_said\n']).token().get() == 'hf_said'
    of([HF_TOKEN: '']).token().get() == 'hf_file'
    of([HF_TOKEN_PATH: '~/other']).token().get() == 'hf_other'
    of([HF_HOME: '/nowhere']).token().empty
  }

  def 'a token that cannot be sent is told without showing it'() {
    when:
    of([HF_TOKEN: 'hf_a b'])

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-012'
    e.exitCode() == 2
    e.message == 'the hub token holds a space, a line break or a letter beyond ASCII'
    e.help() == ['set HF_TOKEN to the token alone; it begins with hf_']
  }

  def 'offline is #offline where HF_HUB_OFFLINE is #said'() {
    expect:
    of(said == null ? [:] : [HF_HUB_OFFLINE: said]).offline() == offline

    where:
    said << [null, '', '0', 'no', '1', 'true', 'Yes', 'ON']
    offline << [false, false, false, false, true, true, true, true]
  }

  def 'the endpoint is huggingface.co, or the one said without its last slash'() {
    expect:
    of([:]).endpoint() == URI.create('https://huggingface.co')
    of([HF_ENDPOINT: 'http://mirror:8080/hf/']).endpoint() == URI.create('http://mirror:8080/hf')
  }

  def 'an endpoint that is no address: #said'() {
    when:
    of([HF_ENDPOINT: said])

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-012'
    e.message == "HF_ENDPOINT is not an address: $said"
    e.help() == ['write it as https://HOST']

    where:
    said << ['huggingface.co', 'ftp://huggingface.co', 'https://', 'https://a b', 'file:///x']
  }
}
