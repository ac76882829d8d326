package pva.data

import java.nio.file.Files
import java.nio.file.Path

/** What is fetched, where it lies, and what is asked for it. */
class HubSpec extends HubWorld {

  def 'files lie where huggingface_hub puts them: blobs, relative links and refs'() {
    when:
    HubSnapshot snapshot = snapshot()
    Path config = snapshot.file('config.json')
    Path params = snapshot.file('deep/er/params.npz')

    then:
    config == cached("snapshots/$HubServer.COMMIT/config.json")
    config.toFile().bytes == server.files['config.json']
    params.toFile().bytes == server.files['deep/er/params.npz']
    Files.readSymbolicLink(config).toString() == "../../blobs/${HubServer.git(server.files['config.json'])}"
    Files.readSymbolicLink(params).toString() == "../../../../blobs/${HubServer.sha256(server.files['deep/er/params.npz'])}"
    cached('refs/main').toFile().text == HubServer.COMMIT
    cached('blobs').toFile().list().sort() == [server.etag('config.json'), server.etag('deep/er/params.npz')].sort()
    new File(home, "hub/.locks/models--org--tiny/${server.etag('config.json')}.lock").exists()
    snapshot.commit() == HubServer.COMMIT
    snapshot.folder() == cached("snapshots/$HubServer.COMMIT")
  }

  def 'a dataset has addresses and a folder of its own'() {
    given:
    server.dataset = true
    server.files.clear()
    server.files['full/test-00000-of-00001.parquet'] = 'rows'.bytes

    when:
    HubSnapshot snapshot = hub().dataset(HubServer.ID, Optional.empty(), progress)

    then:
    snapshot.list('')*.path() == ['full/test-00000-of-00001.parquet']
    snapshot.file('full/test-00000-of-00001.parquet') ==
        home.toPath().resolve("hub/datasets--org--tiny/snapshots/$HubServer.COMMIT/full/test-00000-of-00001.parquet")
    hub([offline: true]).dataset(HubServer.ID, Optional.empty(), progress).list('')*.path() == ['full/test-00000-of-00001.parquet']
  }

  def 'what is there costs no question'() {
    given:
    snapshot().file('config.json')
    server.asked.clear()

    when:
    Path again = snapshot().file('config.json')
    Path byCommit = hub().snapshot(HubServer.ID, Optional.of(HubServer.COMMIT), progress).file('config.json')

    then:
    again == byCommit
    again.toFile().text == '{"model_type": "llama"}'
    server.asked.empty
  }

  def 'content that another commit brought is linked, not fetched again'() {
    given:
    Path blob = cached("blobs/${server.etag('deep/er/params.npz')}")
    Files.createDirectories(blob.parent)
    blob.toFile().bytes = server.files['deep/er/params.npz']

    when:
    Path file = snapshot().file('deep/er/params.npz')

    then:
    file.toFile().bytes == server.files['deep/er/params.npz']
    cdn.asked.empty
  }

  def 'a link whose content was deleted is made anew'() {
    given:
    Path file = snapshot().file('config.json')
    Files.delete(file.toRealPath())

    expect:
    snapshot().file('config.json').toFile().text == '{"model_type": "llama"}'
  }

  def 'the token is shown to the hub and to nobody else'() {
    when:
    snapshot(token: 'hf_secret').file('deep/er/params.npz')

    then:
    !server.asked.empty
    server.asked*.authorization.unique() == ['Bearer hf_secret']
    cdn.asked*.method == ['GET']
    cdn.asked*.authorization == [null]
  }

  def 'a renamed repository is followed on the hub, token and all'() {
    given:
    server.misbehaviour = { exchange, number ->
      String path = exchange.requestURI.path
      path.contains('org/old') && HubServer.status(exchange, 307, [Location: path.replace('org/old', HubServer.ID)])
    }

    when:
    Path file = hub(token: 'hf_secret').snapshot('org/old', Optional.empty(), progress).file('config.json')

    then:
    file == home.toPath().resolve("hub/models--org--old/snapshots/$HubServer.COMMIT/config.json")
    file.toFile().text == '{"model_type": "llama"}'
    server.asked*.authorization.unique() == ['Bearer hf_secret']
  }

  def 'a list has every page, with sizes and checksums, and a folder is a list of its own'() {
    given:
    server.pageSize = 2

    expect:
    snapshot().list('')*.path() == ['README.md', 'config.json', 'deep/er/params.npz', 'tokenizer.json', 'tokenizer_config.json']
    snapshot().list('deep') == [new HubFile('deep/er/params.npz', 100000, server.etag('deep/er/params.npz'))]
    server.asked.findAll { it.path.endsWith("/tree/$HubServer.COMMIT") }.size() == 3
  }

  def 'a folder is fetched whole'() {
    when:
    Path folder = snapshot().fetchFolder('deep/er')

    then:
    folder == cached("snapshots/$HubServer.COMMIT/deep/er")
    folder.resolve('params.npz').toFile().bytes == server.files['deep/er/params.npz']
    progress.notes == ['fetching 100.0 kB of org/tiny at ' + HubServer.COMMIT]
    progress.started == ['download deep/er/params.npz: 100000 bytes']
    progress.units.get() == 100000
  }

  def 'an empty file is a file'() {
    given:
    server.files['empty.txt'] = new byte[0]

    expect:
    Files.size(snapshot().file('empty.txt')) == 0
    cached('blobs/e69de29bb2d1d6434b8b29ae775ad8c2e48c5391').toFile().exists()
  }

  def 'of shards, those with wanted tensors are fetched, and no question is asked the second time'() {
    given:
    server.files['model.safetensors.index.json'] = ('{"weight_map": {"model.embed_tokens.weight": "model-00001-of-00003.safetensors", ' +
        '"model.layers.0.a": "model-00001-of-00003.safetensors", "model.layers.1.a": "model-00002-of-00003.safetensors", ' +
        '"lm_head.weight": "model-00003-of-00003.safetensors"}}').bytes
    (1..3).each { server.files["model-0000$it-of-00003.safetensors".toString()] = "shard $it".bytes }
    server.files['generation_config.json'] = '{}'.bytes
    server.files['pytorch_model.bin'] = 'pickle'.bytes

    when:
    HubSnapshot first = snapshot()
    List<HubFile> files = first.modelFiles { it == 'model.embed_tokens.weight' || it.startsWith('model.layers.1.') }
    long missing = first.missingBytes(files)
    Path folder = first.fetch(files)

    then:
    folder.toFile().list().sort() == ['config.json', 'generation_config.json', 'model-00001-of-00003.safetensors',
                                      'model-00002-of-00003.safetensors', 'model.safetensors.index.json', 'tokenizer.json',
                                      'tokenizer_config.json']
    missing == files*.size().sum() - server.files['model.safetensors.index.json'].length
    first.missingBytes(files) == 0

    when:
    server.asked.clear()
    Path again = snapshot(offline: true).fetchModel { it.startsWith('model.layers.1.') }

    then:
    again == folder
    snapshot().presentModel { it.startsWith('model.layers.1.') }.get() == folder
    snapshot().presentModel { it == 'lm_head.weight' }.empty
    server.asked.empty
    snapshot().fetchModel { it == 'lm_head.weight' }.resolve('model-00003-of-00003.safetensors').toFile().text == 'shard 3'
  }

  def 'one weight file goes before shards, as in transformers'() {
    given:
    server.files['model.safetensors'] = 'whole'.bytes
    server.files['model.safetensors.index.json'] = '{}'.bytes

    expect:
    snapshot().modelFiles { true }*.path() == ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'model.safetensors']
  }
}
