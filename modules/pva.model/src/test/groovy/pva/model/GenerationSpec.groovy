package pva.model

import static pva.model.Golden.TEXTS

import pva.base.Progress
import pva.base.PvaException
import pva.data.Datasets
import pva.tensor.DType
import spock.lang.Specification

class GenerationSpec extends Specification {
  static final List<String> ALL = FamiliesSpec.ALL

  def 'greedy tokens of #family are those of transformers, with #slots texts side by side, and with packed weights: #packed'() {
    given:
    def texts = Golden.tokens(Golden.model(family), TEXTS)
    def expected = Golden.expected(family)
    def settings = GenerationSettings.greedy(16, [] as Set).beside(slots)

    when:
    def got = generate(family, texts*.ids(), settings, [], packed ? Packing.ALWAYS : Packing.NEVER)

    then:
    (0..2).each { assert got[it][0].tokens().toList() == expected.longs("greedy.$it").toList() }
    got.every { it[0].ending() == Generated.Ending.LENGTH }

    cleanup:
    expected?.close()

    where:
    [family, slots, packed] << [ALL, [1, 2, 16], [false]].combinations() + [['gemma2', 'gpt2', 'qwen2'], [1, 16], [true]].combinations()
  }

  def 'texts of #family that come and go beside each other are those that each gives alone, but where two tokens are all but alike'() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed"
    def random = new Random(seed)
    def prompts = (1..17).collect { random.ints(1 + random.nextInt(30), 3, 384).toArray() }
    def ends = [random.nextInt(384), random.nextInt(384), random.nextInt(384)] as Set
    def settings = GenerationSettings.greedy(12, ends)

    when:
    def together = generate(family, prompts, settings.beside(5))
    def alone = generate(family, prompts, settings.beside(1))

    then:
    prompts.indices.each { i ->
      int[] a = together[i][0].tokens()
      int[] b = alone[i][0].tokens()
      int same = (0..<Math.min(a.length, b.length)).find { a[it] != b[it] } ?: Math.min(a.length, b.length)
      assert a == b || gap(family, [*prompts[i], *a[0..<same]] as int[]) < 1e-3
    }

    where:
    family << ['gemma2', 'gemma3_text', 'gpt2', 'gpt_neox', 'mistral', 'qwen3']
  }

  def 'the embedded model writes what is in its data set, token by token'() {
    given:
    def folder = Golden.tiny().resolve('model')
    def rows = Datasets.open(Golden.tiny().resolve('data/datasets/dataset_tiny_20260101_000000.parquet')).rows()
    def chosen = (0..<1000).findAll { it % 16 == 3 || it == 919 }

    when:
    Map<Long, Generated> got = [:]
    Tokenizer.open(folder).withCloseable { tokenizer ->
      new Generator(Golden.language(folder), tokenizer).run(chosen.collect { new Prompt(it, tokenizer.encode(rows[it].prompt())) },
          GenerationSettings.greedy(96, tokenizer.endTokens()), { got[it.prompt().id()] = it }, Progress.NONE)
    }

    then:
    chosen.each { assert got[it as long].text() == rows[it].generatedCode() }
    got.values().every { it.ending() == Generated.Ending.END_TOKEN }
  }

  def 'a text ends at an end token, at the rule, or after so many tokens'() {
    given:
    int[] prompt = Golden.tokens(Golden.model('llama'), TEXTS.take(1))[0].ids()
    def free = one(prompt, GenerationSettings.greedy(16, [] as Set))
    int end = free.tokens()[5]
    int first = free.tokens().toList().indexOf(end)

    when:
    def atToken = one(prompt, GenerationSettings.greedy(16, [end] as Set))
    def byRule = one(prompt, GenerationSettings.greedy(16, [] as Set).until({ it.length() > 4 ? 3 : -1 } as StopRule))

    then:
    free.ending() == Generated.Ending.LENGTH
    free.tokens().length == 16
    atToken.ending() == Generated.Ending.END_TOKEN
    atToken.tokens() == free.tokens()[0..<first] as int[]
    byRule.ending() == Generated.Ending.RULE
    byRule.text() == free.text().substring(0, 3)
    byRule.tokens() == free.tokens()[0..<byRule.tokens().length] as int[]
  }

  def 'the last token of a prompt is read at any hook in the same pass, as extraction reads it'() {
    given:
    def folder = Golden.model('gemma2')
    def texts = Golden.tokens(folder, TEXTS)
    def hooks = [Hook.residPost(1), new Hook(2, HookPoint.RESID_PRE), new Hook(2, HookPoint.Z), new Hook(0, HookPoint.MLP_OUT)] as Set
    Map<Hook, List<float[]>> read = hooks.collectEntries { [it, [null] * 3] }
    new Extractor(Golden.blocks(folder, 2)).run(texts, BatchPlan.of(texts, Position.FINAL, 1000), hooks, Position.FINAL,
        { int text, Hook hook, float[] rows, int n -> read[hook][text] = rows } as Extractor.HookSink, Progress.NONE)

    when:
    def got = generate('gemma2', texts*.ids(), GenerationSettings.greedy(2, [] as Set).reading(hooks).sampled(new Sampling(1, 1, 3), 2))

    then:
    [0, 1, 2].each { i -> got[i].each { g -> hooks.each { assert Golden.relative(g.activations()[it], read[it][i]) < 2e-6 } } }
    got.every { it.size() == 2 }
  }

  def 'what is drawn hangs on the seed, the prompt, the sample and the token, not on what runs beside it'() {
    given:
    def prompts = (1..6).collect { (3..3 + it) as int[] }
    def settings = GenerationSettings.greedy(8, [] as Set).sampled(new Sampling(0.9, 0.95, 11), 3)

    when:
    def together = generate('qwen2', prompts, settings.beside(16))
    def apart = generate('qwen2', prompts, settings.beside(2))
    def other = generate('qwen2', prompts, settings.sampled(new Sampling(0.9, 0.95, 12), 3))

    then:
    texts(together) == texts(apart)
    texts(together) != texts(other)
    together.every { it*.sample().toSet() == [0, 1, 2] as Set }
    together.every { it*.tokens()*.toList().toSet().size() > 1 }
  }

  def 'tokens are drawn as often as softmax of the logits says, with temperature #temperature and top-p #topP'() {
    given:
    int n = 4000
    int[] prompt = Golden.tokens(Golden.model('gemma2'), TEXTS.take(1))[0].ids()
    double[] p = expected(prompt, temperature, topP)

    when:
    def counts = new int[p.length]
    generate('gemma2', [prompt], GenerationSettings.greedy(1, [] as Set).sampled(new Sampling(temperature, topP, 5), n).beside(500))[0]
        .each { counts[it.tokens()[0]]++ }
    // tokens that are expected less than five times are counted together
    def often = p.indices.findAll { n * p[it] >= 5 }
    def cells = often.collect { [counts[it], n * p[it]] } + [[n - often.sum { counts[it] }, Math.max(1e-9, n * (1 - often.sum { p[it] }))]]
    double chiSquare = cells.findAll { it[1] > 1 }.sum { (it[0] - it[1])**2 / it[1] }
    int freedom = cells.count { it[1] > 1 } - 1

    then:
    p.indices.every { p[it] > 0 || counts[it] == 0 }
    freedom > 10
    // five standard deviations of a chi-square
    Math.abs(chiSquare - freedom) < 5 * Math.sqrt(2 * freedom)

    where:
    temperature | topP
    1           | 1
    0.5         | 1
    1           | 0.8
    1.5         | 0.5
  }

  def 'where positions are learned, a text ends with them'() {
    when:
    def got = generate('gpt2', [(1..126) as int[], (1..128) as int[]], GenerationSettings.greedy(16, [] as Set))

    then:
    got[0][0].tokens().length == 3
    got[1][0].tokens().length == 1

    when:
    generate('gpt2', [(1..129) as int[]], GenerationSettings.greedy(16, [] as Set))

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-018'
    e.message == 'a text has 129 tokens, but the model gpt2 has 128 positions'
    e.help() == ['shorten prompt 0']
  }

  def 'no prompt, no text'() {
    expect:
    generate('gpt2', [], GenerationSettings.greedy(16, [] as Set)) == []
  }

  def 'settings out of range are refused: #message'() {
    when:
    make()

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-022'
    e.message == message

    where:
    make                                                | message
    ({ GenerationSettings.greedy(0, [] as Set) })       | 'maxNewTokens is 0, not 1 or more'
    ({ GenerationSettings.greedy(1, [] as Set).beside(0) }) | 'slots is 0, not 1 or more'
    ({ GenerationSettings.greedy(1, [] as Set).sampled(Sampling.GREEDY, 0) }) | 'samples is 0, not 1 or more'
    ({ new Sampling(-0.1, 1, 0) })                      | 'the temperature is -0.1, not 0 or more'
    ({ new Sampling(Double.NaN, 1, 0) })                | 'the temperature is NaN, not 0 or more'
    ({ new Sampling(1, 0, 0) })                         | 'top-p is 0.0, not above 0 and at most 1'
    ({ new Sampling(1, 1.01, 0) })                      | 'top-p is 1.01, not above 0 and at most 1'
  }

  private static Generated one(int[] prompt, GenerationSettings settings) {
    generate('llama', [prompt], settings)[0][0]
  }

  private static List<Map<Integer, List<Integer>>> texts(List<List<Generated>> got) {
    got.collect { it.collectEntries { g -> [g.sample(), g.tokens().toList()] } }
  }

  /** The difference between the two highest logits after a text. */
  private static double gap(String family, int[] ids) {
    def sorted = last(family, ids).toList().sort()
    return sorted[-1] - sorted[-2]
  }

  private static float[] last(String family, int[] ids) {
    def model = Golden.language(Golden.model(family))
    model.logits(ids)[-model.checkpoint().vocabulary()..-1] as float[]
  }

  private static double[] expected(int[] prompt, double temperature, double topP) {
    double[] e = last('gemma2', prompt).collect { Math.exp(it / temperature) }
    double sum = e.sum()
    double[] p = e.collect { it / sum }
    double before = 0
    def kept = p.indices.toList().sort { -p[it] }.takeWhile { i ->
      boolean keep = before < topP
      before += p[i]
      return keep
    }
    double mass = kept.sum { p[it] }
    return p.indices.collect { it in kept ? p[it] / mass : 0.0d }
  }

  private static List<List<Generated>> generate(
      String family, List<int[]> prompts, GenerationSettings settings, List<Intervention> interventions = [],
      Packing packing = Packing.NEVER) {
    List<List<Generated>> got = prompts.collect { [] }
    def folder = Golden.model(family)
    Tokenizer.open(folder).withCloseable { tokenizer ->
      new Generator(Golden.language(folder, packing), tokenizer, interventions).run(
          prompts.withIndex().collect { ids, i -> new Prompt(i, ids) }, settings, { got[it.prompt().id() as int] << it }, Progress.NONE)
    }
    return got
  }
}
