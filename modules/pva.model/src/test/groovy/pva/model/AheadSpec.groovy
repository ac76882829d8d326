package pva.model

import pva.base.Progress
import pva.base.PvaException
import pva.tensor.DType
import spock.lang.Specification

class AheadSpec extends Specification {
  def 'what was computed is handed out, though the batch that is prepared beside it cannot be read'() {
    given: 'three batches, the last with a token that the model does not know'
    def checkpoint = Checkpoint.open(Golden.model('llama'))
    def texts = [[3, 4], [5, 6, 7], [8, 1_000_000]].collect { new TokenizedText(it as int[], 0) }
    def plan = new BatchPlan(texts.indices.collect { new Batch([it] as int[], new int[0]) })
    def said = []
    def sink = new Extractor.Sink() {
      void accept(int text, int layer, float[] rows, int n) {
        said << "text $text".toString()
      }

      void batchDone(int batch) {
        said << "batch $batch done".toString()
      }
    }

    when:
    ResidualModel.load(checkpoint, 1, DType.F32, Golden.cpu(), Progress.NONE).withCloseable {
      new Extractor(it).run(texts, plan, new TreeSet([1]), Position.FINAL, sink, Progress.NONE)
    }

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-015'
    said == ['text 0', 'batch 0 done', 'text 1', 'batch 1 done']
  }

  def 'the next batch is prepared before the one before is handed out'() {
    given: 'texts that tell when they are looked at'
    def said = []
    def texts = [[3, 4], [5, 6, 7], [8]].collect { new TokenizedText(it as int[], 0) }
    def telling = new AbstractList<TokenizedText>() {
      TokenizedText get(int i) {
        said << "look at $i".toString()
        texts[i]
      }

      int size() {
        texts.size()
      }
    }
    def plan = new BatchPlan(texts.indices.collect { new Batch([it] as int[], new int[0]) })
    def sink = { int text, int layer, float[] rows, int n -> said << "hand out $text".toString() } as Extractor.Sink

    when:
    ResidualModel.load(Checkpoint.open(Golden.model('llama')), 1, DType.F32, Golden.cpu(), Progress.NONE).withCloseable {
      new Extractor(it).run(telling, plan, new TreeSet([1]), Position.FINAL, sink, Progress.NONE)
    }

    then:
    [0, 1].every { said[said.indexOf("hand out $it".toString()) - 1] == "look at ${it + 1}".toString() }
    said.findAll { it.startsWith('hand out') } == ['hand out 0', 'hand out 1', 'hand out 2']
  }

  def 'a prepared batch is taken only for the texts it was prepared for'() {
    given:
    def model = ResidualModel.load(Checkpoint.open(Golden.model('llama')), 1, DType.F32, Golden.cpu(), Progress.NONE)
    def opened = []
    def ahead = new Ahead({ Batch batch ->
      opened << batch.texts().toList()
      def ids = batch.texts().collect { [3, 4 + it] as int[] }
      new Extractor.Open(batch.texts(), ids, model.read(ids, [], new int[ids.size()], new TreeSet([Hook.residPost(1)]), false))
    })

    when:
    ahead.prepare(batch(0, 1))
    ahead.open(batch(0, 1)).close()
    ahead.prepare(batch(2, 3))
    ahead.open(batch(2)).close()
    ahead.open(batch(3)).close()

    then:
    opened == [[0, 1], [2, 3], [2], [3]]

    cleanup:
    ahead.close()
    model.close()
  }

  private static Batch batch(int... texts) {
    new Batch(texts, new int[0])
  }
}
