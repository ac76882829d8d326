package pva.model

import java.nio.file.Path
import pva.base.Progress
import pva.data.TextRow
import pva.tensor.DType
import pva.tensor.SafetensorsFile

/** What the store holds, what it saves, and what it keeps apart. */
class ActivationStoreSpec extends ActivationStoreWorld {

  def 'of two datasets that overlap, the second costs only what is new'() {
    when:
    Outcome first = extract(request(rows[0..49]))
    Outcome second = extract(request(rows[30..59]), 'y')
    Outcome alone = fresh(request(rows[30..59]))

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
    Outcome got = extract(request(rows[0..9] + rows[0..4]))

    then:
    got.tokens == tokensOf(rows[0..9])
    (0..4).every { row(got, it) == row(got, it + 10) }
  }

  def 'all from the store: no model is loaded, and the file has the same bytes at position #position in #dtype'() {
    given:
    Outcome first = extract(request(rows[0..29], [layers: [1, 3], position: position, dtype: dtype]))
    Outcome alone = fresh(request(rows[0..29], [layers: [1, 3], position: position, dtype: dtype]))
    Progress noModel = new Counter() {
      @Override
      Progress.Task start(String what, long total, String unit) {
        assert what == 'tokenize'
        super.start(what, total, unit)
      }
    }

    when:
    Outcome second = extract(request(rows[0..29], [layers: [1, 3], position: position, dtype: dtype]), 'y', noModel)

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
    Counter seen = new Counter()

    when:
    ExtractionFile.write(request(rows[0..9]), 'another hash', store, folder.resolve('p'), folder.resolve('y.safetensors'), seen)

    then:
    seen.tokens == tokensOf(rows[0..9])
  }

  def 'the end of a text and the end of a prompt are the same token where the prompt is the text'() {
    given:
    List<TextRow> prompts = rows[0..9].collect { new TextRow(it.prompt(), it.prompt()) }
    Outcome first = extract(request(prompts))

    when:
    Outcome second = extract(request(prompts, [position: Position.LAST_PROMPT]), 'y')

    then:
    second.tokens == 0
    second.tensors['resid_post.3'] == first.tensors['resid_post.3']
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
