package pva.data

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class HubSpec extends Specification {
  @TempDir File home
  @AutoCleanup HubServer server = new HubServer()
  @AutoCleanup HubServer cdn = new HubServer()
  HubProgress progress = new HubProgress()

  def setup() {
    server.files['config.json'] = '{"model_type": "llama"}'.bytes
    server.files['tokenizer.json'] = '{}'.bytes
    server.files['tokenizer_config.json'] = '{ }'.bytes
    server.files['README.md'] = 'words'.bytes
    server.files['deep/er/params.npz'] = new byte[100000].tap { new Random(7).nextBytes(it) }
    server.large << 'deep/er/params.npz'
    cdn.files.putAll(server.files)
    cdn.large.addAll(server.large)
    server.cdn = cdn.uri().toString()
  }

  Hub hub(Map<String, Object> more = [:]) {
    new Hub(server.settings(home, more))
  }

  HubSnapshot snapshot(Map<String, Object> more = [:]) {
    hub(more).snapshot(HubServer.ID, Optional.empty(), progress)
  }

  Path cached(String path) {
    home.toPath().resolve('hub/models--org--tiny').resolve(path)
  }

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

  def 'a name with a space, a percent sign and a question mark arrives'() {
    given:
    server.files['a b/100%/+?#.txt'] = 'odd'.bytes

    expect:
    snapshot().file('a b/100%/+?#.txt').toFile().text == 'odd'
    snapshot().list('a b')*.path() == ['a b/100%/+?#.txt']
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

  def 'names that lead out of the folder are refused, asked for or listed'() {
    when:
    server.misbehaviour = { exchange, number ->
      exchange.requestURI.path.contains('/tree/') && HubServer.json(exchange, [[type: 'file', path: name, size: 1, oid: 'a' * 40]])
    }
    snapshot().fetch(snapshot().list(''))

    then:
    PvaException listed = thrown()
    listed.code() == 'PVA-HUB-011'
    listed.message == "the file name `$shown` leads out of its repository's folder and is refused"
    listed.help() == ['a name is a path of plain parts: folder/file']

    when:
    snapshot().file(name)

    then:
    PvaException named = thrown()
    named.code() == 'PVA-HUB-011'

    where:
    name                  | shown
    '../../../etc/passwd' | name
    'a/../../b'           | name
    '/etc/passwd'         | name
    'a//b'                | name
    './a'                 | name
    ''                    | name
    'a\\..\\b'            | name
    'a\u0000b'            | 'a?b'
  }

  def 'a shard that the index places outside is refused'() {
    given:
    server.files['model.safetensors.index.json'] = '{"weight_map": {"a": "../../x.safetensors"}}'.bytes

    when:
    snapshot().fetchModel { true }

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-011'
  }

  def 'what is an id: #said #is'() {
    expect:
    Hub.isId(said) == is

    where:
    said                | is
    'google/gemma-2-2b' | true
    'gpt2'              | true
    'a/b.c_d-e'         | true
    'a/b/c'             | false
    '../b'              | false
    'a/..'              | false
    'a--b/c'            | false
    './models'          | false
    '/models'           | false
    'a/b.git'           | false
    'a b'               | false
    ''                  | false
    'a/' + 'b' * 95     | false
  }
}
