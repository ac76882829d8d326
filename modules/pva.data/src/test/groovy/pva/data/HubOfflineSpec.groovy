package pva.data

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException

/** Without a network, or where the hub cannot be reached, the cache is what there is. */
class HubOfflineSpec extends HubWorld {

  def 'without a network the cache is what there is'() {
    given:
    snapshot().fetchFolder('deep')

    expect:
    snapshot(offline: true).file('deep/er/params.npz').toFile().bytes == server.files['deep/er/params.npz']
    snapshot(offline: true).list('deep') == [new HubFile('deep/er/params.npz', 100000, '')]
    hub(offline: true).cached(HubServer.ID, Optional.empty(), Progress.NONE).get().commit() == HubServer.COMMIT
    hub(offline: true).cached(HubServer.ID, Optional.of('v2'), Progress.NONE).empty
    hub(offline: true).cached('org/other', Optional.empty(), Progress.NONE).empty
  }

  def 'without a network a model that is here in part is refused, and so is a folder that is not here'() {
    given:
    server.files['model.safetensors.index.json'] = '{"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}}'.bytes
    server.files['1.safetensors'] = 'one'.bytes
    server.files['2.safetensors'] = 'two'.bytes
    snapshot().fetchModel { it == 'a' }

    when:
    snapshot(offline: true).fetchModel { it == 'b' }

    then:
    PvaException model = thrown()
    model.code() == 'PVA-HUB-001'
    model.message == "HF_HUB_OFFLINE is set and org/tiny is not, or not whole, in the hub's cache"

    when:
    snapshot(offline: true).fetchFolder('deep')

    then:
    PvaException folder = thrown()
    folder.message == "HF_HUB_OFFLINE is set and deep of org/tiny is not in the hub's cache"
  }

  def 'where the hub cannot be reached the files that are here are listed, and that is said'() {
    given:
    snapshot().fetchFolder('deep')
    server.misbehaviour = { exchange, number -> HubServer.status(exchange, 503) }
    progress.notes.clear()

    expect:
    snapshot(tries: 1).fetchFolder('deep').resolve('er/params.npz').toFile().length() == 100000
    progress.notes == ["${server.authority()} cannot serve now (status 503) for deep of org/tiny; going by the files that are here"]
  }

  def 'a snapshot that was copied here without its refs serves offline'() {
    given:
    Path file = cached("snapshots/$HubServer.COMMIT/config.json")
    Files.createDirectories(file.parent)
    file.toFile().text = 'copied'

    expect:
    snapshot(offline: true).file('config.json').toFile().text == 'copied'
  }
}
