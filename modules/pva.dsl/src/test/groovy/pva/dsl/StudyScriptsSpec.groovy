package pva.dsl

import pva.analysis.spec.ControlSpec
import pva.analysis.spec.DirectionSpec
import pva.analysis.spec.DoseSpec
import pva.analysis.spec.GateSpec
import pva.analysis.spec.ModelSpec
import pva.analysis.spec.NeutralSpec
import pva.analysis.spec.PartSpec
import pva.analysis.spec.ResampleSpec
import pva.analysis.spec.SplitSpec

/** What scripts of the other two kinds say: a generation and a steering study. */
class StudyScriptsSpec extends ScriptFixture {
  private static ScriptOptions options() {
    new ScriptOptions([:], false, { })
  }

  def "a steering script says what is steered along, how far, and what it is held against"() {
    when:
    def spec = Scripts.loadSteering(write('''
      params { far = 0.4 }
      steer {
        problems 'tasks.jsonl'
        tasks 120
        prompt 'header'
        maxNewTokens 96
        model 'tiny/model', dtype: bfloat16
        device cpu
        layer -1
        sae jumpRelu(width: 1024, from: 'tiny/sae')
        direction latent(955)
        dose residualNorm(params.far, -0.2, 0.2)
        tokens newTokens()
        gate latent(17, above: 0.5)
        controls random: 30, seed: 7
        split byTask(select: 0.2, tune: 0.3, report: 0.5, seed: 3)
        resample temperature: 1, samples: 2
        neutral 'pile.jsonl', documents: 5
        attention()
      }'''), new ScriptOptions([far: '0.8'], false, { }))

    then:
    [spec.problems(), spec.tasks(), spec.prompt(), spec.maxNewTokens(), spec.layer()] == ['tasks.jsonl', OptionalInt.of(120), 'header', 96, -1]
    spec.model() == new ModelSpec('tiny/model', Optional.empty(), Optional.of(pva.tensor.DType.BF16))
    spec.direction() == DirectionSpec.latent(955)
    spec.dose() == new DoseSpec(DoseSpec.Unit.RESIDUAL_NORM, [-0.2d, 0.2d, 0.8d])
    spec.tokens() == pva.model.Tokens.NEW
    spec.gate().get() == new GateSpec(GateSpec.Kind.LATENT, OptionalInt.of(17), true, 0.5d, false)
    spec.attention()
    spec.controls() == new ControlSpec(20, 30, 7)
    spec.split() == SplitSpec.shares(0.2d, 0.3d, 0.5d, 3)
    spec.resample() == new ResampleSpec(1d, 2, 1)
    spec.neutral().get() == new NeutralSpec('pile.jsonl', 5, 128)
    spec.params() == [far: 0.8]
    spec.said().direction.line() == 12
  }

  def "a generation script says which problems, how they are put, and how the model answers"() {
    when:
    def spec = Scripts.read(write('''
      generate {
          problems 'p.jsonl'
          rows 10..19
          model 'm', dtype: float32
          prompt 'header'
          maxNewTokens 96
          stop endToken()
          sample temperature: 0.5, topP: 0.9, count: 3, seed: 7
          timeout 2.5
          split byTask(select: 0.4, tune: 0.2, report: 0.4, seed: 3)
          part report()
      }'''), new ScriptOptions([:], false, { }))

    then:
    [spec.problems(), spec.start(), spec.end().asInt, spec.model().id(), spec.prompt().name(), spec.maxNewTokens(), spec.wholeFunction(),
     spec.samples(), spec.timeout()] == ['p.jsonl', 10, 19, 'm', 'header', 96, false, 3, 2.5d]
    [spec.sampling().temperature(), spec.sampling().topP(), spec.sampling().seed()] == [0.5d, 0.9d, 7L]
    spec.only().get() == new PartSpec(SplitSpec.shares(0.4d, 0.2d, 0.4d, 3), PartSpec.Part.REPORT)
  }

  def "what a generation cannot use is refused in its line: #code"() {
    expect:
    problems(script)*.code() == [code]

    where:
    script                                                              || code
    "generate { problems '' }"                                          || 'PVA-GEN-001'
    "generate { problems 'p'; rows 9..3 }"                              || 'PVA-GEN-002'
    "generate { problems 'p'; sample temperature: 0.0d, count: 3 }"     || 'PVA-GEN-003'
    "generate { problems 'p'; prompt 'heder' }"                         || 'PVA-CODE-008'
    "generate { problems 'p'; split byTask() }"                         || 'PVA-GEN-007'
    "generate { problems 'p'; part tune() }"                            || 'PVA-GEN-007'
    "generate { problems 'p'; split byTask(folds: 5); part tune() }"    || 'PVA-GEN-008'
    "generate { maxNewTokens 5 }"                                       || 'PVA-DSL-016'
    "generate { problems 'p'; layer 4 }"                                || 'PVA-DSL-003'
  }

  def "what a steering script does not say has a default"() {
    when:
    def spec = Scripts.loadSteering(write("steer { problems 'p.jsonl'; layer 3; direction probe() }"), new ScriptOptions([:], false, { }))

    then:
    spec.dose() == new DoseSpec(DoseSpec.Unit.RESIDUAL_NORM, [0.1d, 0.2d, 0.4d, 0.8d])
    spec.controls() == new ControlSpec(0, 20, 1)
    spec.split() == SplitSpec.shares(0.3d, 0.3d, 0.4d, 42)
    spec.tokens() == pva.model.Tokens.ALL
    spec.neutral().empty
    spec.gate().empty
    !spec.attention()
  }

  def "a gate is open on one side of a limit, at the end of the prompt or at each token: #gate"() {
    expect:
    Scripts.loadSteering(write("steer { problems 'p'; layer 3; sae 's'; direction probe(); gate $gate }"), options()).gate().get() == spec

    where:
    gate                                || spec
    'latent(17, below: 2)'              || new GateSpec(GateSpec.Kind.LATENT, OptionalInt.of(17), false, 2d, false)
    'eachToken(latent(17, above: 0))'   || new GateSpec(GateSpec.Kind.LATENT, OptionalInt.of(17), true, 0d, true)
    'probe(below: 0.3)'                 || new GateSpec(GateSpec.Kind.PROBE, OptionalInt.empty(), false, 0.3d, false)
  }

  def "a gate that cannot be is refused in its line: #gate"() {
    expect:
    problems("steer { problems 'p'; layer 3; direction probe()\n $dictionary\n gate $gate }").collect { [it.code(), it.span().get().line(), it.message()] } == [[code, 3, message]]

    where:
    gate                                 | dictionary || code            | message
    'latent(17, above: 1, below: 2)'     | "sae 's'"  || 'PVA-STEER-008' | 'a gate opens above one limit or below one, not both'
    'probe(above: 1.5)'                  | ''         || 'PVA-STEER-006' | 'a probe gives a probability between 0 and 1, not 1.5'
    'eachToken(probe(below: 0.3))'       | ''         || 'PVA-STEER-007' | 'a probe knows the last token of a prompt and no other'
    'latent(17, above: 1)'               | ''         || 'PVA-STEER-012' | 'a latent decides the gate, but no dictionary is said'
    'latent(17, abve: 1)'                | "sae 's'"  || 'PVA-DSL-005'   | '`latent` has no setting `abve`'
    'latent(17, above: -1)'              | "sae 's'"  || 'PVA-DSL-008'   | '`above` of `latent` is -1; it has to be at least 0'
  }
}
