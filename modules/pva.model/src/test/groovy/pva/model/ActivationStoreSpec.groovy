package pva.model

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import pva.base.Progress
import pva.base.Sha256
import pva.data.Datasets
import pva.data.TextRow
import pva.tensor.DType
import pva.tensor.SafetensorsFile
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class ActivationStoreSpec extends Specification {
  @TempDir
  Path folder
  @Shared
  List<TextRow> rows = Datasets.open(Golden.tiny().resolve('data/datasets/dataset_tiny_20260101_000000.parquet')).rows().take(80)*.textRow()
  @Shared
  Checkpoint checkpoint = Checkpoint.open(Golden.tiny().resolve('model'))

  ActivationStore store = null

  def setup() {
    store = ActivationStore.at(folder.resolve('store'))
  }

  /** What an extraction gave and what it cost. */
  static class Got {
    Map<String, float[]> tensors
    byte[] bytes
    /** Tokens that the model ran. */
    long tokens
    List<String> notes
  }

  /** Counts what the model runs. */
  static class Counting implements Progress {
    long tokens = 0
    List<String> notes = Collections.synchronizedList([])

    @Override
    Progress.Task start(String what, long total, String unit) {
      return { long units -> tokens += what == 'extract' ? units : 0 } as Progress.Task
    }

    @Override
    void note(String line) {
      notes << line
    }
  }

  ExtractionRequest request(List<TextRow> some, Map how = [:]) {
    ExtractionRequest.ofLayers(checkpoint, some, how.layers ?: [3], how.position ?: Position.FINAL, how.dtype ?: DType.F32, Golden.cpu(), 0)
  }

  Got extract(ExtractionRequest request, String name = 'x', Progress seen = new Counting()) {
    Path out = folder.resolve("${name}.safetensors")
    ExtractionFile.write(request, 'model hash', store, folder.resolve("${name}.partial"), out, seen)
    read(out, seen)
  }

  Got fresh(ExtractionRequest request) {
    Counting seen = new Counting()
    ExtractionFile.write(request, folder.resolve('own'), folder.resolve('own.safetensors'), seen)
    read(folder.resolve('own.safetensors'), seen)
  }

  static Got read(Path out, Progress seen) {
    Map<String, float[]> tensors = SafetensorsFile.open(out).withCloseable { f -> f.tensors().keySet().findAll { it.startsWith('resid') }.collectEntries { [it, f.vector(it)] } }
    new Got(tensors: tensors, bytes: Files.readAllBytes(out), tokens: seen.tokens, notes: seen.notes)
  }

  long tokensOf(List<TextRow> some) {
    Tokenizer.open(checkpoint.folder()).withCloseable { t -> TextTokens.of(t, some, Progress.NONE, 0)*.ids()*.length.sum() } as long
  }

  List<Float> row(Got got, int row) {
    got.tensors['resid_post.3'][row * checkpoint.hidden()..<(row + 1) * checkpoint.hidden()]
  }

  List<Path> shards() {
    Files.walk(store.root()).withCloseable { it.filter { it.toString().endsWith('.safetensors') }.sorted().toList() }
  }

  def 'of two datasets that overlap, the second costs only what is new'() {
    when:
    Got first = extract(request(rows[0..49]))
    Got second = extract(request(rows[30..59]), 'y')
    Got alone = fresh(request(rows[30..59]))

    then:
    first.tokens == tokensOf(rows[0..49])
    first.notes == []
    second.tokens == tokensOf(rows[50..59])
    second.notes == ['20 of 30 texts are taken from the activation store']

    and: 'what was there is taken to the bit, and all agrees to rounding with a computation in other batches'
    (0..19).every { row(second, it) == row(first, it + 30) }
    Golden.relative(second.tensors['resid_post.3'], alone.tensors['resid_post.3']) < 1e-6
  }

  def 'a text that stands in a dataset twice costs once'() {
    when:
    Got got = extract(request(rows[0..9] + rows[0..4]))

    then:
    got.tokens == tokensOf(rows[0..9])
    (0..4).every { row(got, it) == row(got, it + 10) }
  }

  def 'all from the store: no model is loaded, and the file has the same bytes at position #position in #dtype'() {
    given:
    Got first = extract(request(rows[0..29], [layers: [1, 3], position: position, dtype: dtype]))
    Got alone = fresh(request(rows[0..29], [layers: [1, 3], position: position, dtype: dtype]))
    Progress noModel = new Counting() {
      @Override
      Progress.Task start(String what, long total, String unit) {
        assert what == 'tokenize'
        super.start(what, total, unit)
      }
    }

    when:
    Got second = extract(request(rows[0..29], [layers: [1, 3], position: position, dtype: dtype]), 'y', noModel)

    then:
    second.bytes == first.bytes
    second.bytes == alone.bytes
    second.notes == ['all 30 texts are taken from the activation store']
    shards().collect { file -> SafetensorsFile.open(file).withCloseable { it.info('values').dtype() } }.unique() == [dtype]

    where:
    position             | dtype
    Position.FINAL       | DType.F32
    Position.LAST_PROMPT | DType.F32
    Position.ALL         | DType.F32
    Position.FINAL       | DType.BF16
  }

  def 'what differs in #what is kept apart'() {
    given:
    extract(request(rows[0..9]))

    expect:
    extract(request(rows[0..9], how), 'y').tokens > 0

    where:
    what       | how
    'layer'    | [layers: [2]]
    'dtype'    | [dtype: DType.BF16]
    'position' | [position: Position.ALL]
  }

  def 'another model of the same name is kept apart'() {
    given:
    extract(request(rows[0..9]))
    Counting seen = new Counting()

    when:
    ExtractionFile.write(request(rows[0..9]), 'another hash', store, folder.resolve('p'), folder.resolve('y.safetensors'), seen)

    then:
    seen.tokens == tokensOf(rows[0..9])
  }

  def 'the end of a text and the end of a prompt are the same token where the prompt is the text'() {
    given:
    List<TextRow> prompts = rows[0..9].collect { new TextRow(it.prompt(), it.prompt()) }
    Got first = extract(request(prompts))

    when:
    Got second = extract(request(prompts, [position: Position.LAST_PROMPT]), 'y')

    then:
    second.tokens == 0
    second.tensors['resid_post.3'] == first.tensors['resid_post.3']
  }

  def 'a shard that is #damage costs its texts again, and nothing else'() {
    given:
    Got first = extract(request(rows[0..9]))
    List<Path> before = shards()
    extract(request(rows[10..19]), 'y')
    Path hurt = before[0]
    Files.write(hurt, harm.call(Files.readAllBytes(hurt)))

    when:
    Got again = extract(request(rows[0..19]), 'z')

    then:
    again.tokens == tokensOf(rows[lost])
    Golden.relative(again.tensors['resid_post.3'][0..<10 * checkpoint.hidden()] as float[], first.tensors['resid_post.3']) < 1e-6

    where:
    damage           | lost        | harm
    'cut off'        | (0..9)      | { byte[] b -> Arrays.copyOf(b, b.length - 7) }
    'empty'          | (0..9)      | { byte[] b -> new byte[0] }
    'something else' | (0..9)      | { byte[] b -> 'not a shard'.bytes }
  }

  def 'one altered bit costs its text again, and nothing else'() {
    given:
    Got first = extract(request(rows[0..9]))
    Path hurt = shards()[0]
    byte[] bytes = Files.readAllBytes(hurt)
    int text = 4
    long values = SafetensorsFile.open(hurt).withCloseable { it.info('values').offset() }
    bytes[(int) values + text * checkpoint.hidden() * 4 + 9] ^= 1
    Files.write(hurt, bytes)

    when:
    Got again = extract(request(rows[0..9]), 'y')

    then:
    again.notes == ['9 of 10 texts are taken from the activation store']
    Golden.relative(again.tensors['resid_post.3'], first.tensors['resid_post.3']) < 1e-6
  }

  def 'two at once compute each text once'() {
    given:
    def threads = Executors.newFixedThreadPool(2)
    Counting seen = new Counting()

    when:
    List<Got> both = threads.invokeAll([rows[0..39], rows[20..59]].withIndex().collect { some, i ->
      ({ extract(request(some), "t$i", seen) } as Callable)
    })*.get()

    then:
    seen.tokens == tokensOf(rows[0..59])
    (0..19).every { row(both[0], it + 20) == row(both[1], it) }

    cleanup:
    threads?.shutdownNow()
  }

  def 'who finds another process at work waits, and goes on when it is killed'() {
    given:
    extract(request(rows[0..1]))
    Path lock = Files.list(store.root().resolve('locks')).withCloseable { it.findFirst().get() }
    Path holder = Files.writeString(folder.resolve('Holder.java'), '''
        public class Holder {
          public static void main(String[] args) throws Exception {
            var channel = java.nio.channels.FileChannel.open(java.nio.file.Path.of(args[0]), java.nio.file.StandardOpenOption.WRITE);
            channel.lock();
            System.out.println("held");
            Thread.sleep(600_000);
          }
        }''')
    Process other = new ProcessBuilder("${System.getProperty('java.home')}/bin/java", holder.toString(), lock.toString()).start()
    assert other.inputReader().readLine() == 'held'
    Counting seen = new Counting() {
      @Override
      void note(String line) {
        super.note(line)
        other.destroyForcibly()
      }
    }

    when:
    Got got = extract(request(rows[0..4]), 'y', seen)

    then:
    got.notes == ['another process reads activations of model at blocks.3.hook_resid_post; waiting for it',
                  '2 of 5 texts are taken from the activation store']
    got.tokens == tokensOf(rows[2..4])

    cleanup:
    other?.destroyForcibly()
  }

  def 'what a killed process left half written goes'() {
    given:
    extract(request(rows[0..1]))
    Path left = Files.writeString(shards()[0].resolveSibling('.0123.safetensors.77-88.part'), 'half')

    when:
    extract(request(rows[0..2]), 'y')

    then:
    !Files.exists(left)
  }

  def 'a note on another extraction is not followed'() {
    given: 'the note of an extraction that was interrupted'
    Path partial = folder.resolve('x.partial')
    BegunExtraction.of(partial, 'another request', [5, 6] as int[], 10)

    when:
    Got got = extract(request(rows[0..9]))

    then:
    got.bytes == fresh(request(rows[0..9])).bytes
    !Files.exists(partial.resolve('begun.safetensors'))
  }

  def 'many small shards become one, and every value stays'() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed (replay with -Dpva.seed=$seed)"
    Random random = new Random(seed)
    ActivationSpace space = store.space(new ActivationKind('hash', 'model', folder, 'program', 'F32', 'cpu', 'blocks.0.hook_resid_post', true, 3))
    Map<TextKey, float[]> put = [:]

    when:
    50.times {
      List<ActivationShard.Entry> entries = (0..random.nextInt(3)).collect {
        int rows = 1 + random.nextInt(5)
        float[] values = new float[rows * 3]
        values.length.times { values[it] = random.nextFloat() }
        new ActivationShard.Entry(TextKey.of([random.nextInt()] as int[], 1), rows, values)
      }
      space.add(entries)
      entries.each { put[it.key()] = it.values() }
    }
    def held = space.find(put.collectEntries { key, values -> [key, (int) (values.length / 3)] })

    then:
    shards().size() < 32
    held.places().keySet() == put.keySet()
    put.every { key, values ->
      float[] got = new float[values.length]
      held.places()[key].shard().values().read(held.places()[key].firstRow(), (int) (values.length / 3), got, 0)
      Arrays.equals(got, values)
    }

    cleanup:
    held?.close()
  }

  def 'a shard damaged at random gives its texts as they were, or does not have them'() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed (replay with -Dpva.seed=$seed)"
    Random random = new Random(seed)
    Map<TextKey, float[]> texts = (0..5).collectEntries { [TextKey.of([it] as int[], 1), [it, 0.1, -it, 7] as float[]] }
    Path file = ActivationShard.write(folder, texts.collect { key, values -> new ActivationShard.Entry(key, 2, values) }, 2)
    byte[] sound = Files.readAllBytes(file)

    expect:
    (1..500).every {
      byte[] damaged = random.nextInt(8) == 0 ? Arrays.copyOf(sound, 1 + random.nextInt(sound.length)) : sound.clone()
      random.nextInt(6).times { damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256) }
      Files.write(file, damaged)
      List<ActivationShard.Entry> read = ActivationShard.open(file, 2).map { shard -> shard.withCloseable { it.entries() } }.orElse([])
      read.every { !texts.containsKey(it.key()) || Arrays.equals(it.values(), texts[it.key()]) }
    }
  }

  def 'what there is, is listed, and can be deleted'() {
    given:
    Path here = Golden.copy('llama', folder.resolve('llama'))
    extract(request(rows[0..9]))
    extract(request(rows[0..2], [position: Position.ALL]), 'y')
    ExtractionFile.write(ExtractionRequest.ofLayers(Checkpoint.open(here), rows[0..1], [1], Position.FINAL, DType.F32, Golden.cpu(), 0),
        'llama hash', store, folder.resolve('p'), folder.resolve('z.safetensors'), Progress.NONE)
    here.toFile().deleteDir()

    when:
    List<ActivationStore.Kept> all = store.list()

    then:
    all.collect { [it.kind().get().modelId(), it.kind().get().hook(), it.kind().get().everyToken(), it.texts(), it.rows(), it.damaged(), it.modelGone()] } as Set == [
        ['model', 'blocks.3.hook_resid_post', false, 10L, 10L, 0, false],
        ['model', 'blocks.3.hook_resid_post', true, 3L, tokensOf(rows[0..2]), 0, false],
        ['llama', 'blocks.1.hook_resid_post', false, 2L, 2L, 0, true]] as Set
    all.every { it.bytes() > it.rows() * it.kind().get().width() * 4 }

    when:
    boolean deleted = store.delete(all.find { it.modelGone() })

    then:
    deleted
    store.list().size() == 2
    extract(request(rows[0..9])).tokens == 0
  }
}
