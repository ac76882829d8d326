package pva.model

import static pva.model.Golden.TEXTS

import pva.tensor.DType
import pva.tensor.SafetensorsFile
import spock.lang.Specification

class ResidualModelSpec extends Specification {
  static final List<String> ALL = FamiliesSpec.ALL

  def 'the residual stream of #family after every block is that of transformers, whatever the batches'() {
    given:
    def folder = Golden.model(family)
    def texts = Golden.tokens(folder, TEXTS)
    def expected = Golden.expected(family)

    when:
    def layers = (0..<Checkpoint.open(folder).layers()).toList()
    def got = Golden.run(folder, texts, layers, Position.ALL, budget, DType.F32, packing)

    then:
    (0..2).each { assert texts[it].ids().toList() == expected.longs("ids.$it").toList() }
    for (layer in layers) {
      for (text in 0..2) {
        assert Golden.worst(got[layer][text], expected.vector("resid_post.${layer}.$text")) < 1e-4
      }
    }

    cleanup:
    expected?.close()

    where:
    [family, budget, packing] << [ALL, [[1, Packing.NEVER], [100_000, Packing.NEVER], [100_000, Packing.ALWAYS]]].combinations()*.flatten()
  }

  def 'batching and padding change nothing but rounding in #family'() {
    given:
    def folder = Golden.model(family)
    def texts = Golden.tokens(folder, TEXTS)

    when:
    def alone = Golden.run(folder, texts, [0, 1], position, 1)
    def together = Golden.run(folder, texts, [0, 1], position, 100_000)
    def worst = [[0, 1], [0, 1, 2]].combinations { layer, text -> Golden.relative(together[layer][text], alone[layer][text]) }.max()

    then:
    worst < 1e-6

    where:
    [family, position] << [ALL, [Position.ALL, Position.FINAL]].combinations()
  }

  def 'so it is in #family for random texts of random lengths, though rounding reaches further in them'() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    def texts = (1..23).collect { new TokenizedText(random.ints(1 + random.nextInt(40), 3, 384).toArray(), 0) }
    def folder = Golden.model(family)

    when:
    def alone = Golden.run(folder, texts, [0, 1], position, 1)
    def together = Golden.run(folder, texts, [0, 1], position, budget)
    def worst = [[0, 1], texts.indices.toList()].combinations { layer, text ->
      Golden.relative(together[layer][text], alone[layer][text])
    }.max()

    then:
    worst < 4e-6

    where:
    [family, position, budget] << [ALL, [Position.ALL, Position.FINAL], [90, 100_000]].combinations()
  }

  def 'a beginning that texts of #family share is run once, and changes nothing but rounding'() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    def folder = Golden.model(family)
    def header = ids(random, 40)
    def prompts = (1..2).collect { header + ids(random, 20) }
    def texts = (0..<8).collect { new TokenizedText((it < 2 ? header : prompts[it % 2]) + ids(random, 1 + random.nextInt(12)) as int[], 0) }

    when:
    def shared = BatchPlan.of(texts, position, 30).batches()*.cuts()*.toList() as Set
    def together = Golden.run(folder, texts, [0, 1], position, 30)
    def alone = Golden.alone(folder, texts, [0, 1], position)
    def worst = [[0, 1], texts.indices.toList()].combinations { layer, i -> Golden.relative(together[layer][i], alone[layer][i]) }.max()

    then:
    shared == [[40], [40, 60]] as Set
    worst < 4e-6

    where:
    [family, position] << [ALL, [Position.ALL, Position.FINAL]].combinations()
  }

  def 'blocks of #family that are read one after another give the same bytes as blocks in memory'() {
    given:
    def folder = Golden.model(family)
    def random = new Random(5)
    def header = ids(random, 30)
    def texts = (1..6).collect { new TokenizedText((it % 2 ? header : []) + ids(random, 5 * it) as int[], 0) }

    when:
    def whole = Golden.run(folder, texts, [0, 1], position, 40, compute)
    def streamed = Golden.run(folder, texts, [0, 1], position, 40, compute, Packing.NEVER, true)

    then:
    [[0, 1], texts.indices.toList()].combinations().every { layer, i -> Arrays.equals(streamed[layer][i], whole[layer][i]) }

    where:
    [family, position, compute] << [['gemma2', 'llama', 'gpt_neox'], [Position.ALL, Position.FINAL], [DType.F32, DType.BF16]].combinations()
  }

  private static List<Integer> ids(Random random, int n) {
    random.ints(n, 3, 384).boxed().toList()
  }

  def 'one position of #family is the row of all positions, whether or not its block is the last one read'() {
    given:
    def folder = Golden.model(family)
    def texts = Golden.tokens(folder, TEXTS).collect { new TokenizedText(it.ids(), it.ids().length - 4) }
    int hidden = Checkpoint.open(folder).hidden()

    when:
    def all = Golden.run(folder, texts, [0, 1], Position.ALL, 100)
    def one = Golden.run(folder, texts, [0, 1], position, 100)
    def pruned = Golden.run(folder, texts, [0], position, 100)

    then:
    texts.indices.each { i ->
      int at = (position == Position.FINAL ? texts[i].ids().length : texts[i].promptTokens()) - 1
      float[] first = all[0][i][at * hidden..<(at + 1) * hidden] as float[]
      float[] second = all[1][i][at * hidden..<(at + 1) * hidden] as float[]
      assert Golden.relative(one[0][i], first) < 1e-6
      assert Golden.relative(one[1][i], second) < 1e-6
      assert Golden.relative(pruned[0][i], first) < 1e-6
    }

    where:
    [family, position] << [ALL, [Position.FINAL, Position.LAST_PROMPT]].combinations()
  }

  def 'a long text of #family is read as its beginnings are: each token sees only what is before it'() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    int[] ids = new Random(seed).ints(1100, 3, 384).toArray()
    def folder = Golden.model(family)
    int hidden = Checkpoint.open(folder).hidden()

    when:
    float[] whole = Golden.run(folder, [new TokenizedText(ids, 0)], [1], Position.ALL, 100)[1][0]
    def worst = [1, 300, 512, 513, 1024, 1100].collect { n ->
      def last = Golden.run(folder, [new TokenizedText(Arrays.copyOf(ids, n), 0)], [1], Position.FINAL, 100)[1][0]
      Golden.relative(last, Arrays.copyOfRange(whole, (n - 1) * hidden, n * hidden))
    }.max()

    then:
    worst < 4e-6

    where:
    family << (ALL - 'gpt2')
  }

  def 'bfloat16 stays near float32 in #family'() {
    given:
    def folder = Golden.model(family)
    def texts = Golden.tokens(folder, TEXTS)

    when:
    def exact = Golden.run(folder, texts, [1], position, 100)
    def rounded = Golden.run(folder, texts, [1], position, 100, DType.BF16, packing)

    then:
    texts.indices.each { assert Golden.relative(rounded[1][it], exact[1][it]) < 0.05 }

    where:
    [family, position, packing] << [ALL, [Position.ALL, Position.FINAL], [Packing.NEVER, Packing.ALWAYS]].combinations()
  }

  def 'the embedded model, stored in bfloat16 and computed in float32, gives its reference values'() {
    given:
    def reference = SafetensorsFile.open(Golden.tiny().resolve('expected/reference.safetensors'))
    int[] ids = reference.ints('input_ids')
    int[] tokens = reference.ints('n_tokens')
    int[] prompt = reference.ints('n_prompt_tokens')
    int width = ids.length / tokens.length
    def texts = tokens.indices.collect { new TokenizedText(Arrays.copyOfRange(ids, it * width, it * width + tokens[it]), prompt[it]) }
    def folder = Golden.tiny().resolve('model')

    when:
    def last = Golden.run(folder, texts, [4, 5], Position.FINAL, 800)
    def ofPrompt = Golden.run(folder, texts, [4, 5], Position.LAST_PROMPT, 800)

    def worst = [4, 5].collectMany { layer -> [
        Golden.worst(flat(last[layer]), reference.vector("layer_${layer}.resid_post.final_token")),
        Golden.worst(flat(ofPrompt[layer]), reference.vector("layer_${layer}.resid_post.last_prompt_token"))] }.max()

    then:
    worst < 1e-5

    cleanup:
    reference?.close()
  }

  private static float[] flat(List<float[]> rows) {
    rows.collectMany { it.toList() } as float[]
  }
}
