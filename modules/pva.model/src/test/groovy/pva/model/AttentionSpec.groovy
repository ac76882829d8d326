package pva.model

import pva.base.Progress
import pva.model.TextParts.Piece
import pva.tensor.DType
import pva.tensor.SafetensorsFile
import spock.lang.Specification

/** Compared with the {@code attentions} of transformers with {@code attn_implementation="eager"}, computed in float64. */
class AttentionSpec extends Specification {
  static final float[] SINES = (0..<48).collect { Math.sin(0.7 * it + 1) } as float[]

  def 'every head of every block of #family attends as in transformers, unchanged and with a direction added to new tokens'() {
    given: 'a part for each token, so that a share is a probability'
    def folder = Golden.model(family)
    def golden = SafetensorsFile.open(folder.resolve('attention.safetensors'))
    int[] ids = golden.longs('ids') as int[]
    int prompt = golden.longs('prompt')[0]
    def text = new TextParts(new TokenizedText(ids, prompt), ids.indices as int[], ids.length)
    def model = ResidualModel.load(Checkpoint.open(folder), -1, DType.F32, Golden.cpu(), Progress.NONE)
    float[] direction = SINES[0..<model.checkpoint().hidden()]
    def change = Intervention.of(Hook.residPost(model.through() > 1 ? 1 : 0), Edit.add(direction, 3)).on(Tokens.NEW)

    expect: 'of the last token of the prompt and of eight new ones, each by itself'
    [plain: [], added: [change]].each { name, changes ->
      def reader = new AttentionReader(model, changes)
      float[] expected = golden.vector(name)
      int tokens = ids.length - prompt + 1
      reader.shares(text, (0..<tokens).collect { new TokenRange(prompt - 1 + it, prompt + it) }).eachWithIndex { shares, token ->
        [0..model.through(), 0..<shares.heads()].combinations().each { layer, head ->
          int at = ((layer * shares.heads() + head) * tokens + token) * ids.length
          ids.indices.each { assert Math.abs(shares.share(layer, head, it) - expected[at + it]) < 1e-5 }
        }
      }
    }

    cleanup:
    [model, golden]*.close()

    where:
    family << FamiliesSpec.ALL
  }

  def 'shares of several tokens are the mean of each, and of a part the sum of its tokens, however long the text is'() {
    given: 'more tokens than are looked at at once, in seven parts'
    def random = new Random(11)
    def text = new TextParts(new TokenizedText(random.ints(300, 3, 384).toArray(), 20), (0..<300).collect { random.nextInt(7) } as int[], 7)
    def each = new TextParts(text.text(), (0..<300) as int[], 300)
    def model = ResidualModel.load(Checkpoint.open(Golden.model('gemma2')), -1, DType.F32, Golden.cpu(), Progress.NONE)
    def reader = new AttentionReader(model, [])

    when:
    def (all, first, rest) = reader.shares(text, [new TokenRange(20, 300), new TokenRange(20, 150), new TokenRange(150, 300)])
    def single = reader.shares(each, [new TokenRange(20, 300)])[0]
    def last = new AttentionReader(model, [], 2).shares(text, [new TokenRange(20, 300)])[0]

    then:
    [0..3, 0..3, 0..6].combinations().each { layer, head, part ->
      double share = all.share(layer, head, part)
      assert Math.abs(share - (130 * first.share(layer, head, part) + 150 * rest.share(layer, head, part)) / 280) < 1e-6
      assert Math.abs(share - (0..<300).findAll { text.part()[it] == part }.sum { (double) single.share(layer, head, it) }) < 1e-6
      assert layer < 2 || last.share(layer, head, part) == all.share(layer, head, part)
    }
    [last.first(), last.layers()] == [2, 2]

    cleanup:
    model?.close()
  }

  def 'the pieces of a text are told apart in its tokens, the first token by itself'() {
    given:
    def folder = Golden.model(family)
    def tokenizer = Tokenizer.open(folder)
    def pieces = [new Piece(1, 'Write a function. '), new Piece(2, 'assert f(1) == 2'), new Piece(1, ''), new Piece(3, '\nimport re\n'),
        new Piece(4, 'def f(a):\n    return a + 1')]

    when:
    def parts = TextParts.of(tokenizer, pieces, 4, 5)

    then: 'every token begins in its piece: the texts of the tokens before have the length of the pieces before, or a little more'
    parts.text().ids() == tokenizer.encode(pieces*.text().join())
    parts.part()[0] == 0
    parts.part().tail().toList().unique(false) == [1, 2, 3, 4]
    parts.text().promptTokens() == parts.part().findIndexOf { it == 4 }
    [1, 2, 3, 4].each { part ->
      int first = parts.part().findIndexOf { it == part }
      String before = pieces.takeWhile { it.part() != part || it.text().empty }*.text().join()
      String read = tokenizer.decode([] as int[], parts.text().ids()[0..<first] as int[])
      assert part == 1 || read.startsWith(before)
      assert part == 1 || !tokenizer.decode([] as int[], parts.text().ids()[0..<first - 1] as int[]).startsWith(before)
    }

    cleanup:
    tokenizer?.close()

    where:
    family << ['gemma2', 'llama', 'gpt2']
  }

  def 'what cannot be read is refused: #message'() {
    when:
    read()

    then:
    def e = thrown(Exception)
    e.message == message

    where:
    read                                                          | message
    ({ new TextParts(new TokenizedText([1] as int[], 0), [0, 1] as int[], 2) }) | '2 parts for 1 tokens'
    ({ new TextParts(new TokenizedText([1] as int[], 0), [2] as int[], 2) })    | 'part 2 of 2'
    ({ new Piece(0, 'a') })                                       | 'part 0 of a piece'
    ({ new TokenRange(0, 0) })                                    | 'tokens 0 to before 0'
    ({ refused(1, 3) })                                           | 'tokens to before 3 of 2'
    ({ refused(0, 1, 999) })                                      | 'the tokenizer gives id 999, but the model knows 384 tokens (vocab_size)'
    ({ refused(0, 1, 3, [Intervention.of(Hook.residPost(0), Edit.add(SINES, 1)).on(Tokens.NEW)
        .when(new Gate(Hook.residPost(1), SINES, 0, 0, false))]) }) | 'the gate at blocks.1.hook_resid_post lies behind the change at blocks.0.hook_resid_post: of a text that is read in one go it is known too late'
  }

  private static List<AttentionShares> refused(int from, int end, int id = 3, List<Intervention> changes = []) {
    ResidualModel.load(Checkpoint.open(Golden.model('llama')), 1, DType.F32, Golden.cpu(), Progress.NONE).withCloseable { model ->
      new AttentionReader(model, changes).shares(new TextParts(new TokenizedText([2, id] as int[], 1), [0, 1] as int[], 2), [new TokenRange(from, end)])
    }
  }
}
