package pva.model

import static pva.model.Golden.TEXTS

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.tensor.DType
import spock.lang.Specification

class FamiliesSpec extends Specification {
  static final List<String> ALL = ['gemma', 'gemma2', 'gemma3_text', 'gpt2', 'gpt_neox', 'llama', 'mistral', 'qwen2', 'qwen3']
  static final Map<HookPoint, String> WITHIN = [
      (HookPoint.Z): 'z', (HookPoint.ATTN_OUT): 'attn_out', (HookPoint.RESID_MID): 'resid_mid', (HookPoint.MLP_OUT): 'mlp_out']

  def 'every hook of #family gives what transformers computes'() {
    given:
    def folder = Golden.model(family)
    def checkpoint = Checkpoint.open(folder)
    def text = Golden.tokens(folder, TEXTS.take(1))
    def expected = Golden.expected(family)
    def points = WITHIN.findAll { point, name -> expected.has("${name}.1.0".toString()) }
    def hooks = points.keySet().collect { new Hook(1, it) } + [new Hook(1, HookPoint.RESID_PRE), Hook.residPost(0), Hook.residPost(1)]

    when:
    def got = read(checkpoint, text, hooks, Position.ALL)

    then:
    points.each { point, name ->
      assert Golden.worst(got[new Hook(1, point)][0], expected.vector("${name}.1.0")) < 1e-4
      assert got[new Hook(1, point)][0].length == text[0].ids().length * checkpoint.width(point)
    }
    points.size() == (family == 'gpt_neox' ? 3 : 4)
    Golden.worst(got[Hook.residPost(1)][0], expected.vector('resid_post.1.0')) < 1e-4
    got[new Hook(1, HookPoint.RESID_PRE)][0] == got[Hook.residPost(0)][0]

    cleanup:
    expected?.close()

    where:
    family << ALL
  }

  def 'one position of #family is the row of all positions at every hook, and no hook disturbs another'() {
    given:
    def folder = Golden.model(family)
    def checkpoint = Checkpoint.open(folder)
    def texts = Golden.tokens(folder, TEXTS)
    def points = HookPoint.values().findAll { family != 'gpt_neox' || it != HookPoint.RESID_MID }
    def hooks = [[0, 1], points].combinations { layer, point -> new Hook(layer, point) }

    when:
    def all = read(checkpoint, texts, hooks, Position.ALL)
    def last = read(checkpoint, texts, hooks, Position.FINAL)
    def single = hooks.collectEntries { [it, read(checkpoint, texts, [it], Position.FINAL)[it]] }
    def worst = [hooks, [0, 1, 2]].combinations { hook, i ->
      int width = checkpoint.width(hook.point())
      float[] row = all[hook][i][-width..-1] as float[]
      Math.max(Golden.relative(last[hook][i], row), Golden.relative(single[hook][i], row))
    }.max()

    then:
    worst < 2e-6

    where:
    family << ALL
  }

  def 'the logits of #family are those of transformers'() {
    given:
    def folder = Golden.model(family)
    def texts = Golden.tokens(folder, TEXTS)
    def expected = Golden.expected(family)
    def model = Golden.language(folder)

    expect:
    [0, 2].each { assert Golden.worst(model.logits(texts[it].ids()), expected.vector("logits.$it")) < 1e-4 }

    cleanup:
    expected?.close()

    where:
    family << ['gemma', 'gemma2', 'gemma3_text', 'gpt2', 'llama']
  }

  def 'a hook is named as in TransformerLens'() {
    expect:
    Hook.parse(name) == new Hook(layer, point)
    new Hook(layer, point).toString() == name

    where:
    name                        | layer | point
    'blocks.0.hook_resid_pre'   | 0     | HookPoint.RESID_PRE
    'blocks.12.hook_resid_mid'  | 12    | HookPoint.RESID_MID
    'blocks.4.hook_resid_post'  | 4     | HookPoint.RESID_POST
    'blocks.4.hook_attn_out'    | 4     | HookPoint.ATTN_OUT
    'blocks.4.hook_mlp_out'     | 4     | HookPoint.MLP_OUT
    'blocks.31.attn.hook_z'     | 31    | HookPoint.Z
  }

  def 'the name #name is refused with the names there are'() {
    when:
    Hook.parse(name)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-016'
    e.message == "`$name` is not a hook that can be read"
    e.help() == ['hooks of layer L: blocks.L.hook_resid_pre, blocks.L.attn.hook_z, blocks.L.hook_attn_out, blocks.L.hook_resid_mid, ' +
        'blocks.L.hook_mlp_out, blocks.L.hook_resid_post']

    where:
    name << ['blocks.4.hook_z', 'blocks.-1.hook_resid_post', 'hook_embed', 'hook_resid_post', 'attn.hook_z', 'blocks.999999.hook_z', '']
  }

  def 'every hook of #family gives the same where texts share their beginning'() {
    given:
    def random = new Random(3)
    def header = random.ints(40, 3, 384).boxed().toList()
    def texts = (1..3).collect { new TokenizedText(header + random.ints(4 * it, 3, 384).boxed().toList() as int[], 0) }
    def points = HookPoint.values().findAll { family != 'gpt_neox' || it != HookPoint.RESID_MID }
    def hooks = [[0, 1], points].combinations { layer, point -> new Hook(layer, point) }

    when:
    def together = read(Checkpoint.open(Golden.model(family)), texts, hooks, position)
    def alone = texts.collect { read(Checkpoint.open(Golden.model(family)), [it], hooks, position) }
    def worst = [hooks, [0, 1, 2]].combinations { hook, i -> Golden.relative(together[hook][i], alone[i][hook][0]) }.max()

    then:
    BatchPlan.of(texts, position, 1000).batches()*.cuts()*.toList() == [[40]]
    worst < 4e-6

    where:
    [family, position] << [ALL, [Position.ALL, Position.FINAL]].combinations()
  }

  def 'what a program makes lies on the device of a tensor that it was given'() {
    given:
    def texts = []
    Files.walk(Path.of(System.getProperty('pva.checkout')).resolve('modules/pva.model/src/main/resources')).withCloseable { files ->
      files.filter { it.toString().endsWith('.torchscript') }.each { texts += Files.readAllLines(it) }
    }
    def made = texts.findAll { it =~ /torch\.(arange|zeros|ones|empty|full|rand)\(/ }

    expect: 'every tensor that is made of nothing says so; none is asked for by the name of a device'
    made.size() > 5
    made.every { it =~ /device=\w+\.device/ }
    !texts.any { it =~ /(?i)torch\.device|\bcpu\b|cuda/ }
  }

  def 'a block whose parts read the same stream has no stream between them'() {
    when:
    Checkpoint.open(Golden.model('gpt_neox')).check(new Hook(1, HookPoint.RESID_MID))

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-017'
    e.message == 'the model gpt_neox has no blocks.1.hook_resid_mid: attention and feed-forward of its blocks read the same stream'
  }

  def 'a text longer than the learned positions is refused'() {
    when:
    Golden.run(Golden.model('gpt2'), [new TokenizedText(new int[129], 0)], [0], Position.FINAL, 10)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-018'
    e.message == 'a text has 129 tokens, but the model gpt2 has 128 positions'
  }

  private static Map<Hook, List<float[]>> read(Checkpoint checkpoint, List<TokenizedText> texts, List<Hook> hooks, Position position) {
    Map<Hook, List<float[]>> got = hooks.collectEntries { [it, [null] * texts.size()] }
    new Extractor(Golden.blocks(checkpoint.folder(), hooks*.layer().max())).run(texts, BatchPlan.of(texts, position, 1000), hooks as Set<Hook>,
        position, { int text, Hook hook, float[] rows, int n -> got[hook][text] = rows } as Extractor.HookSink, Progress.NONE)
    return got
  }
}
