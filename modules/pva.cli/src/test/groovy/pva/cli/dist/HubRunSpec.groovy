package pva.cli.dist

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification
import tools.jackson.databind.json.JsonMapper

/** Runs and commands that name model and dictionary by their hub ids, against a hub on the loopback; the embedded model stands for both. */
class HubRunSpec extends Specification {
  static final Path TINY = SmallStudy.TINY
  static final String MODEL = 'google/gemma-2-2b'
  static final String SAE = 'google/gemma-scope-2b-pt-res'
  static final String FOLDER = 'layer_4/width_16k/average_l0_32'

  @Shared Path folder = Files.createTempDirectory('pva-hub')
  @Shared LoopbackHub hub = new LoopbackHub()
  @Shared SmallStudy study = new SmallStudy(folder)
  @Shared Map<String, String> fromFolders

  def setupSpec() {
    hub.add(MODEL, sharded(TINY.resolve('model'), Files.createDirectory(folder.resolve('sharded'))))
    hub.add(SAE, TINY.resolve('sae/layer_4/width_1k/average_l0_32'), FOLDER + '/')
    hub.add(SAE, TINY.resolve('sae/layer_5/width_1k/average_l0_31'), 'layer_5/width_16k/average_l0_31/')
    Pva.Done done = fresh('whole').run('run', study.script(), '--out', folder.resolve('folders'))
    assert done.exit == 0, done.err
    fromFolders = QuickstartSpec.results(folder.resolve('folders'))
  }

  def cleanupSpec() {
    hub.close()
    folder.toFile().deleteDir()
  }

  private Pva fresh(String name, Map<String, String> more = [:]) {
    new Pva(Files.createDirectory(folder.resolve(name)), [HF_ENDPOINT: hub.address(), HF_HUB_OFFLINE: '0'] + more)
  }

  private Path script() {
    study.script("model '$MODEL'", 'sae gemmaScope(l0: 32)')
  }

  /** A copy of a model folder with one file of weights a block, one for the embedding and one for the rest. */
  static Path sharded(Path model, Path into) {
    byte[] whole = Files.readAllBytes(model.resolve('model.safetensors'))
    int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(0)
    Map<String, Map> tensors = new JsonMapper().readValue(new String(whole, 8, length, 'UTF-8'), LinkedHashMap)
    tensors.remove('__metadata__')
    Map<String, String> shardOf = tensors.collectEntries { name, info ->
      def block = name =~ /layers\.(\d+)\./
      [name, block ? "block-${block[0][1]}.safetensors".toString() : name.contains('embed') ? 'embedding.safetensors' : 'rest.safetensors']
    }
    shardOf.values().unique(false).each { shard ->
      int at = 0
      Map<String, Map> header = [:]
      ByteArrayOutputStream data = new ByteArrayOutputStream()
      tensors.findAll { shardOf[it.key] == shard }.each { name, info ->
        int size = (info.data_offsets[1] as int) - (info.data_offsets[0] as int)
        header[name] = [dtype: info.dtype, shape: info.shape, data_offsets: [at, at + size]]
        data.write(whole, 8 + length + (info.data_offsets[0] as int), size)
        at += size
      }
      byte[] json = new JsonMapper().writeValueAsBytes(header)
      ByteBuffer out = ByteBuffer.allocate(8 + json.length + data.size()).order(ByteOrder.LITTLE_ENDIAN)
      Files.write(into.resolve(shard), out.putLong(json.length).put(json).put(data.toByteArray()).array())
    }
    Files.write(into.resolve('model.safetensors.index.json'), new JsonMapper().writeValueAsBytes([weight_map: shardOf]))
    Files.list(model).withCloseable { files ->
      files.filter { it.toString().endsWith('.json') }.each { Files.copy(it, into.resolve(it.fileName)) }
    }
    into
  }

  def "a run by ids fetches what it needs and no more, says so, and gives the bytes of a run from folders"() {
    given:
    hub.asked.clear()
    Pva own = fresh('ids')

    when:
    Pva.Done done = own.run('run', script(), '--out', own.folder.resolve('run'))

    then:
    done.exit == 0
    QuickstartSpec.results(own.folder.resolve('run')) == fromFolders
    hub.asked.findAll { it.startsWith('GET') }*.substring(4).toSet() == (['config.json', 'generation_config.json', 'special_tokens_map.json',
        'tokenizer.json', 'tokenizer_config.json', 'model.safetensors.index.json', 'embedding.safetensors', 'rest.safetensors'].collect { "$MODEL $it".toString() }
        + (0..5).collect { "$MODEL block-${it}.safetensors".toString() } + ["$SAE $FOLDER/params.npz".toString()]).toSet()
    done.err.contains("note: fetching ")
    done.err.contains(" of $MODEL at $LoopbackHub.COMMIT")

    and: 'in the layout that every other program has'
    Files.isSymbolicLink(own.folder.resolve("hf/hub/models--google--gemma-2-2b/snapshots/$LoopbackHub.COMMIT/config.json"))
    own.folder.resolve('hf/hub/models--google--gemma-2-2b/refs/main').toFile().text == LoopbackHub.COMMIT

    when: 'the same again'
    hub.asked.clear()
    Pva.Done again = own.run('run', script(), '--out', own.folder.resolve('again'))

    then:
    again.exit == 0
    hub.asked.empty
    QuickstartSpec.record(own.folder.resolve('again')).steps*.cache.unique() == ['hit']
    own.run('verify', own.folder.resolve('again')).exit == 0
  }

  def "the commands take ids too, and only the shards of the blocks they read"() {
    given:
    hub.asked.clear()
    Pva own = fresh('commands')
    Path acts = own.folder.resolve('a.safetensors')

    expect:
    own.run('extract', '--model', MODEL, '--layer', '1', '--position', 'final', '--data', study.rows, '--out', acts).exit == 0
    hub.asked.findAll { it.startsWith('GET') && it.contains('block-') }*.replaceAll('.* ', '') == ['block-0.safetensors', 'block-1.safetensors']

    and:
    own.run('sae', "$SAE/$FOLDER", '--json').with { exit == 0 && new JsonMapper().readValue(out, Map).hook == 'blocks.4.hook_resid_post' }
    own.run('sae', SAE, '--layer', '5', '--l0', '31').with { exit == 0 && out.contains('average_l0_31') }
    own.run('sae', SAE).with { exit == 2 && err.contains("$SAE holds 2 dictionaries, and which is meant is not said") && err.contains("$FOLDER") }
    own.run('sae', SAE, '--layer', '5', '--width', '65536').with { exit == 1 && err.contains("$SAE has no dictionary of layer 5, width 65536") }
    own.run('rates', '--model', MODEL, '--sae', SAE, '--l0', '32', '--layer', '4', '--corpus', study.corpus, '--out',
        own.folder.resolve('rates.parquet')).exit == 0
  }

  def "a steering study fetches the whole model and its dictionary before it begins"() {
    given: 'a study that ends with its first step: of two tasks with one token each none is solved'
    hub.asked.clear()
    Pva own = fresh('steer')
    Path script = folder.resolve('steer.groovy')
    script.toFile().text = "steer { problems '$TINY/tasks.jsonl'; tasks 2; maxNewTokens 1\n model '$MODEL'; layer 4; sae gemmaScope(l0: 32); direction latent(3) }"

    when:
    Pva.Done done = own.run('steer', script, '--out', own.folder.resolve('run'))

    then:
    done.exit == 1
    done.err.contains('without steering the model solves none of the 2 tasks')
    hub.asked.findAll { it.startsWith('GET') && (it.contains('block-') || it.contains('.npz')) }*.replaceAll('.* ', '').toSet() ==
        ((0..5).collect { "block-${it}.safetensors".toString() } + ["$FOLDER/params.npz".toString()]).toSet()
  }

  def "a download that was killed goes on where it stood, and the run ends with the same bytes"() {
    given:
    Pva own = fresh('killed')
    hub.asked.clear()
    hub.halting = 'block-2.safetensors'
    int half = hub.repositories[MODEL]['block-2.safetensors'].length.intdiv(2)

    when:
    Process process = own.start('run', script(), '--out', own.folder.resolve('run'))
    for (int i = 0; i < 1200 && process.alive && !partial(own, half); i++) {
      Thread.sleep(50)
    }
    boolean left = partial(own, half)
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS)
    hub.halting = null
    Pva.Done done = own.run('run', script(), '--out', own.folder.resolve('run'))

    then:
    left
    done.exit == 0
    hub.asked.contains("GET $MODEL block-2.safetensors bytes=$half-".toString())
    hub.asked.count("GET $MODEL block-1.safetensors".toString()) == 1
    QuickstartSpec.results(own.folder.resolve('run')) == fromFolders

    cleanup:
    process?.destroyForcibly()
    hub.halting = null
  }

  private static boolean partial(Pva own, int size) {
    Path blobs = own.folder.resolve('hf/hub/models--google--gemma-2-2b/blobs')
    // a file that was listed may have its whole name a moment later: then it has no length here, where Files.size would fail
    Files.isDirectory(blobs) &&
        Files.list(blobs).withCloseable { files -> files.anyMatch { it.toString().endsWith('.incomplete') && it.toFile().length() == size } }
  }

  def "without the hub a run says what is missing and how to get it, and a plan asks nothing"() {
    given:
    hub.asked.clear()
    Pva own = fresh('offline', [HF_HUB_OFFLINE: '1'])

    when:
    Pva.Done run = own.run('run', script(), '--out', own.folder.resolve('run'))
    Pva.Done plan = fresh('plan').run('plan', script())

    then:
    run.exit == 1
    run.err.startsWith("error: not on this machine: the model $MODEL; the SAE $SAE $FOLDER\n")
    run.err.contains('model: HF_HUB_OFFLINE is set: unset it, and pva run fetches it')
    run.err.contains("sae: or get it: huggingface-cli download $SAE --include '$FOLDER/*'")
    plan.exit == 0
    plan.out.contains("missing: the SAE $SAE $FOLDER")
    hub.asked.empty
  }
}
