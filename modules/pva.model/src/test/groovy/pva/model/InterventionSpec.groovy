package pva.model

import static pva.model.Golden.TEXTS

import pva.base.Progress
import pva.base.PvaException
import pva.tensor.DType
import pva.tensor.SafetensorsFile
import spock.lang.Specification

/** Compared with transformers, whose forward hooks make the same changes in float64. */
class InterventionSpec extends Specification {
  static final List<String> ALL = FamiliesSpec.ALL
  static final List<String> NAMES = ['add_pre', 'add_z', 'add_attn_out', 'add_mlp_out', 'norm_post', 'ablate_post', 'ablate_attn_out',
      'ablate_mid', 'clamp_post', 'add_prompt', 'add_new', 'add_gated']
  static final Hook PRE = new Hook(1, HookPoint.RESID_PRE)
  static final Hook POST = Hook.residPost(1)

  def 'logits and greedy tokens of #family, changed at any hook, are those of transformers with a hook that does the same'() {
    given:
    def folder = Golden.model(family)
    def checkpoint = Checkpoint.open(folder)
    def steered = SafetensorsFile.open(folder.resolve('steered.safetensors'))
    int[] prompt = Golden.tokens(folder, TEXTS.take(1))[0].ids()
    int n = checkpoint.vocabulary()
    def model = Golden.language(folder)
    def tokenizer = Tokenizer.open(folder)

    expect:
    NAMES.findAll { family != 'gpt_neox' || it != 'ablate_mid' }.each { name ->
      int[] written = steered.longs("greedy.$name") as int[]
      def interventions = [intervention(name, checkpoint, steered.vector('threshold')[0])]
      def logits = model.logits(new TokenizedText([*prompt, *written[0..14]] as int[], prompt.length), interventions)
      def got = []
      new Generator(model, tokenizer, interventions).run(
          [new Prompt(0, [2, 3, 4] as int[]), new Prompt(1, prompt)], GenerationSettings.greedy(16, [] as Set), { got << it }, Progress.NONE)
      assert Golden.worst(logits[(prompt.length - 1) * n..<prompt.length * n] as float[], steered.vector("logits.$name")) < 1e-4
      assert Golden.worst(logits[-n..-1] as float[], steered.vector("last.$name")) < 1e-4
      assert got.find { it.prompt().id() == 1 }.tokens() == written
    }

    cleanup:
    [tokenizer, steered]*.close()

    where:
    family << ALL
  }

  def 'weights of #family without a direction are those of transformers made so, and nothing in the stream lies along it'() {
    given:
    def folder = Golden.model(family)
    def checkpoint = Checkpoint.open(folder)
    def steered = SafetensorsFile.open(folder.resolve('steered.safetensors'))
    int[] prompt = Golden.tokens(folder, TEXTS.take(1))[0].ids()
    int[] written = steered.longs('greedy.orthogonal') as int[]
    float[] direction = sines(checkpoint.hidden(), 0.7, 1)
    def text = new TokenizedText([*prompt, *written[0..14]] as int[], prompt.length)

    when:
    def model = LanguageModel.orthogonal(checkpoint, DType.F32, Golden.cpu(), direction, Progress.NONE)
    def plain = Golden.language(folder)
    def logits = model.logits(text, [])

    then:
    Golden.worst(logits[-checkpoint.vocabulary()..-1] as float[], steered.vector('last.orthogonal')) < 1e-4
    Projection.largest(model.blocks(), [], text, direction) < 1e-6
    Projection.largest(plain.blocks(), [], text, direction) > 0.1

    cleanup:
    [model, steered]*.close()

    where:
    family << ALL
  }

  def 'in bfloat16 rounding leaves something along a direction that was taken out of the weights of #family'() {
    given:
    def checkpoint = Checkpoint.open(Golden.model(family))
    float[] direction = sines(checkpoint.hidden(), 0.7, 1)

    when:
    def model = ResidualModel.orthogonal(checkpoint, -1, DType.BF16, Golden.cpu(), direction, Progress.NONE)
    double share = Projection.largest(model, [], new TokenizedText((3..40) as int[], 0), direction)

    then:
    share > 1e-6
    share < 5e-3

    cleanup:
    model?.close()

    where:
    family << ['gemma2', 'llama']
  }

  def 'extraction reads what was changed, on the tokens it was changed on, in any batch'() {
    given:
    def texts = Golden.tokens(Golden.model('llama'), TEXTS).collect { new TokenizedText(it.ids(), 3) }
    float[] direction = sines(48, 0.7, 1)
    def steps = { Tokens which -> extract(texts, [Intervention.of(POST, Edit.add(direction, 2)).on(which)]) }
    def plain = extract(texts, [])

    expect:
    [Tokens.ALL, Tokens.PROMPT, Tokens.NEW].each { which ->
      def got = steps(which)
      texts.indices.each { i ->
        texts[i].ids().indices.each { token ->
          boolean changed = which == Tokens.ALL || (which == Tokens.PROMPT) == (token < 3)
          48.times { assert Math.abs(got[i][token * 48 + it] - plain[i][token * 48 + it] - (changed ? 2 * direction[it] : 0)) < 1e-5 }
        }
      }
    }
  }

  def 'a clamped latent has the activation it was given, and nothing else of a token changes'() {
    given:
    def texts = Golden.tokens(Golden.model('llama'), TEXTS)
    def latent = new Latent(sines(48, 0.3, 2), 0.1, 0.2, sines(48, 0.7, 1))
    def plain = extract(texts, [])
    def got = extract(texts, [Intervention.of(POST, Edit.clamp(latent, 3))])
    Set<Boolean> fired = []

    expect:
    texts.indices.each { i ->
      texts[i].ids().indices.each { token ->
        def was = plain[i][token * 48..<(token + 1) * 48]
        double pre = 0.1 + (0..<48).sum { (double) was[it] * latent.encoder()[it] }
        double step = 3 - (pre > 0.2 ? pre : 0)
        fired << (pre > 0.2)
        48.times { assert Math.abs(got[i][token * 48 + it] - was[it] - step * latent.decoder()[it]) < 1e-4 }
      }
    }
    fired == [true, false] as Set
  }

  def 'a gate that asks each token opens on those above its threshold; a latent is asked by its activation'() {
    given:
    def texts = Golden.tokens(Golden.model('llama'), TEXTS)
    float[] direction = sines(48, 0.7, 1)
    def latent = new Latent(sines(48, 0.3, 2), 0.1, 0.2, direction)
    def change = Intervention.of(POST, Edit.add(direction, 2))
    def plain = extract(texts, [])
    def pre = { int i, int token -> 0.1 + (0..<48).sum { (double) plain[i][token * 48 + it] * latent.encoder()[it] } }

    expect:
    [[Gate.latent(POST, latent, 0, true), 0.2], [Gate.latent(POST, latent, 1.5, true), 1.5],
        [Gate.probe(POST, latent.encoder(), 0.1, -2, true), -2.0]].each { gate, above ->
      def got = extract(texts, [change.when(gate)])
      texts.indices.each { i ->
        texts[i].ids().indices.each { token ->
          double moved = got[i][token * 48] - plain[i][token * 48]
          assert Math.abs(moved - (pre(i, token) > above ? 2 * direction[0] : 0)) < 1e-5
        }
      }
    }
  }

  def 'a gate that asks the prompt decides on new tokens even from a later layer: #which'() {
    given:
    def folder = Golden.model('llama')
    def steered = SafetensorsFile.open(folder.resolve('steered.safetensors'))
    int[] prompt = Golden.tokens(folder, TEXTS.take(1))[0].ids()
    def late = Hook.residPost(3)
    float[] probe = sines(48, 0.3, 2)
    double score = score(prompt, late, probe)
    def change = Intervention.of(POST, Edit.add(sines(48, 0.7, 1), 3)).on(Tokens.NEW)
    def model = Golden.language(folder)
    def tokenizer = Tokenizer.open(folder)

    when:
    def got = []
    new Generator(model, tokenizer, [change.when(new Gate(late, probe, 0.5, score + 0.5 + margin, false))])
        .run([new Prompt(7, prompt), new Prompt(8, [5, 6] as int[])], GenerationSettings.greedy(16, [] as Set), { got << it }, Progress.NONE)

    then:
    got.find { it.prompt().id() == 7 }.tokens().toList() == steered.longs("greedy.$which").toList()

    cleanup:
    [tokenizer, steered]*.close()

    where:
    margin | which
    -0.01  | 'add_new'
    0.01   | 'none'
  }

  def 'a change and its gate must be possible: #message'() {
    when:
    make()

    then:
    def e = thrown(PvaException)
    e.code() == code
    e.message == message

    where:
    code            | make                                                | message
    'PVA-MODEL-019' | { late(Tokens.ALL, false) }                         | 'the gate at blocks.2.hook_resid_pre is known only after the change at blocks.1.hook_resid_post'
    'PVA-MODEL-019' | { late(Tokens.NEW, true) }                          | 'the gate at blocks.2.hook_resid_pre is known only after the change at blocks.1.hook_resid_post'
    'PVA-MODEL-021' | { extract([], [late(Tokens.NEW, false)]) }          | 'the gate at blocks.2.hook_resid_pre lies behind the change at blocks.1.hook_resid_post: of a text that is read in one go it is known too late'
    'PVA-MODEL-020' | { extract([], [add(POST, 47)]) }                    | 'a direction of 47 numbers cannot be used at blocks.1.hook_resid_post of llama, where a token has 48'
    'PVA-MODEL-020' | { extract([], [add(POST, 48).when(Gate.probe(POST, new float[3], 0, 0, true))]) } | 'a direction of 3 numbers cannot be used at blocks.1.hook_resid_post of llama, where a token has 48'
    'PVA-MODEL-012' | { extract([], [add(Hook.residPost(9), 48)]) }       | 'the model llama has layers 0 to 3, not 9'
    'PVA-MODEL-014' | { extract([new TokenizedText([3, 4] as int[], 0)], [add(POST, 48).when(Gate.probe(PRE, new float[48], 0, 0, false))]) } | 'row 0 (from 0) has no prompt, so it has no last prompt token'
  }

  def 'numbers that say nothing are refused: #message'() {
    when:
    make()

    then:
    def e = thrown(IllegalArgumentException)
    e.message == message

    where:
    make                                                              | message
    ({ Edit.ablate(new float[4]) })                                   | 'a direction of length 0'
    ({ Edit.addOfNorm(new float[4], 1) })                             | 'a direction of length 0'
    ({ Edit.add([1, Float.NaN] as float[], 1) })                      | 'direction has NaN'
    ({ Edit.add([1, 2] as float[], Double.NaN) })                     | 'amount NaN'
    ({ new Latent([1] as float[], 0, 0, [1, 2] as float[]) })         | 'an encoder of 1 numbers and a decoder of 2'
    ({ new Latent([1] as float[], 0, -1, [1] as float[]) })           | 'bias 0.0, threshold -1.0'
    ({ Gate.latent(POST, new Latent([1] as float[], 0, 0, [1] as float[]), -1, true) }) | 'activation -1.0'
  }

  private static Intervention late(Tokens tokens, boolean eachToken) {
    Intervention.of(POST, Edit.add(new float[48], 1)).on(tokens).when(new Gate(new Hook(2, HookPoint.RESID_PRE), new float[48], 0, 0, eachToken))
  }

  private static Intervention add(Hook hook, int width) {
    Intervention.of(hook, Edit.add(new float[width], 1))
  }

  /** The stream of every token after block 1 of the small Llama. */
  private static List<float[]> extract(List<TokenizedText> texts, List<Intervention> interventions) {
    List<float[]> got = texts.collect { null }
    new Extractor(Golden.blocks(Golden.model('llama'), 1), interventions).run(texts, BatchPlan.of(texts, Position.ALL, 1000), [1] as TreeSet,
        Position.ALL, { int text, int layer, float[] rows, int n -> got[text] = rows } as Extractor.Sink, Progress.NONE)
    return got
  }

  private static double score(int[] prompt, Hook hook, float[] probe) {
    def text = new TokenizedText(prompt, prompt.length)
    double score = 0
    new Extractor(Golden.blocks(Golden.model('llama'), hook.layer())).run([text], BatchPlan.of([text], Position.FINAL, 1000), [hook] as Set<Hook>,
        Position.FINAL, { int i, Hook h, float[] row, int n -> score = row.indices.sum { (double) row[it] * probe[it] } } as Extractor.HookSink,
        Progress.NONE)
    return score
  }

  private static Intervention intervention(String name, Checkpoint checkpoint, double threshold) {
    float[] direction = sines(checkpoint.hidden(), 0.7, 1)
    float[] other = sines(checkpoint.hidden(), 0.3, 2)
    switch (name) {
      case 'add_pre': return Intervention.of(PRE, Edit.add(direction, 1.5))
      case 'add_z': return Intervention.of(new Hook(1, HookPoint.Z), Edit.add(sines(checkpoint.width(HookPoint.Z), 0.7, 1), 0.5))
      case 'add_attn_out': return Intervention.of(new Hook(1, HookPoint.ATTN_OUT), Edit.add(direction, 1.5))
      case 'add_mlp_out': return Intervention.of(new Hook(1, HookPoint.MLP_OUT), Edit.add(direction, 1.5))
      case 'norm_post': return Intervention.of(POST, Edit.addOfNorm(direction, 0.5))
      case 'ablate_post': return Intervention.of(POST, Edit.ablate(direction))
      case 'ablate_attn_out': return Intervention.of(new Hook(1, HookPoint.ATTN_OUT), Edit.ablate(direction))
      case 'ablate_mid': return Intervention.of(new Hook(1, HookPoint.RESID_MID), Edit.ablate(direction))
      case 'clamp_post': return Intervention.of(POST, Edit.clamp(new Latent(other, 0.1, 0.2, direction), 3))
      case 'add_prompt': return Intervention.of(POST, Edit.add(direction, 3)).on(Tokens.PROMPT)
      case 'add_new': return Intervention.of(POST, Edit.add(direction, 3)).on(Tokens.NEW)
      case 'add_gated': return Intervention.of(POST, Edit.add(direction, 3)).when(Gate.probe(POST, other, -0.1, threshold, true))
    }
  }

  private static float[] sines(int n, double a, double b) {
    (0..<n).collect { Math.sin(a * it + b) } as float[]
  }
}
