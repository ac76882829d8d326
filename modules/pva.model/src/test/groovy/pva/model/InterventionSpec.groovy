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
  static final Hook PRE = new Hook(1, HookPoint.RESID_PRE)
  static final Hook POST = Hook.residPost(1)

  def 'logits and greedy tokens of #family with #name are those of transformers with a hook'() {
    given:
    def folder = Golden.model(family)
    def checkpoint = Checkpoint.open(folder)
    def steered = SafetensorsFile.open(folder.resolve('steered.safetensors'))
    int[] prompt = Golden.tokens(folder, TEXTS.take(1))[0].ids()
    int[] written = steered.longs("greedy.$name") as int[]
    def interventions = [intervention(name, checkpoint, steered.vector('threshold')[0])]
    int n = checkpoint.vocabulary()

    when:
    def model = LanguageModel.load(checkpoint, DType.F32, Golden.cpu(), Progress.NONE)
    def tokenizer = Tokenizer.open(folder)
    def logits = model.logits(new TokenizedText([*prompt, *written[0..14]] as int[], prompt.length), interventions)
    def got = []
    new Generator(model, tokenizer, interventions).run(
        [new Prompt(0, [2, 3, 4] as int[]), new Prompt(1, prompt)], GenerationSettings.greedy(16, [] as Set), { got << it }, Progress.NONE)

    then:
    Golden.worst(logits[(prompt.length - 1) * n..<prompt.length * n] as float[], steered.vector("logits.$name")) < 1e-4
    Golden.worst(logits[-n..-1] as float[], steered.vector("last.$name")) < 1e-4
    got.find { it.prompt().id() == 1 }.tokens() == written

    cleanup:
    [model, tokenizer, steered]*.close()

    where:
    [family, name] << [ALL, ['add_pre', 'add_z', 'add_attn_out', 'add_mlp_out', 'norm_post', 'ablate_post', 'ablate_attn_out', 'ablate_mid',
        'clamp_post', 'add_prompt', 'add_new', 'add_gated']].combinations().findAll { it != ['gpt_neox', 'ablate_mid'] }
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
