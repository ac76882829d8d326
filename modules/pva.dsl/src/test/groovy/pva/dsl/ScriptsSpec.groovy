package pva.dsl

import java.nio.file.Files
import pva.analysis.spec.BaselineSpec
import pva.analysis.spec.BaselineSpec.Kind
import pva.analysis.spec.CorrectSpec
import pva.analysis.spec.DetectSpec
import pva.analysis.spec.HighNormSpec
import pva.analysis.spec.Pairing
import pva.analysis.spec.RankSpec
import pva.analysis.spec.RowTest
import pva.analysis.spec.SaeSpec
import pva.analysis.spec.Span
import pva.analysis.spec.SplitSpec
import pva.analysis.spec.StabilitySpec
import pva.analysis.spec.StatisticsSpec
import pva.analysis.spec.TemplateSpec
import pva.analysis.spec.TestSpec
import pva.base.PvaException
import pva.model.Position
import pva.stats.RankBy
import pva.tensor.DType

class ScriptsSpec extends ScriptFixture {
  static final CARD = '''\
analysis {                                   // the design card's script: these three lines are enough
    layer 41
    sae jumpRelu(width: 65536)
    filter pile(0.02)
}
'''

  def "the shortest script is made whole by the defaults"() {
    when:
    def spec = load(CARD)

    then:
    spec.scriptText() == CARD
    spec.name() == 'analysis'
    spec.base() == folder
    spec.dataset().empty
    spec.model().id() == 'google/gemma-2-9b'
    spec.device().toString() == 'auto'
    spec.layers() == [41]
    spec.position() == Position.FINAL
    spec.sae().architecture().get() == 'jumprelu'
    spec.sae().width().asInt == 65536
    spec.sae().from().empty
    spec.threshold() == 0.05d
    spec.filter().get().name() == 'pile'
    spec.filter().get().share() == 0.02d
    spec.rank().by() == RankBy.COHENS_D
    spec.rank().top() == 20
    spec.params() == [:]
    spec.said() == [layer: new Span(2, 5, 5), sae: new Span(3, 5, 3), filter: new Span(4, 5, 6)]
  }

  def "every word reaches the spec"() {
    when:
    def spec = load('''
      analysis {
        dataset 'data/*.parquet'
        model 'HuggingFaceTB/SmolLM2-135M', revision: 'main', dtype: bfloat16
        device gpu(1)
        layer(-1)
        position lastPromptToken()
        sae gemmaScope(width: 16384, l0: 60, from: 'sae')
        threshold 0.1
        filter pile(0.5, corpus: 'pile.jsonl', documents: 600, context: 256)
        rank auroc(top: 7)
      }''')

    then:
    spec.dataset().get() == 'data/*.parquet'
    spec.model().id() == 'HuggingFaceTB/SmolLM2-135M'
    spec.model().revision().get() == 'main'
    spec.model().dtype().get() == DType.BF16
    spec.device().toString() == 'gpu(1)'
    spec.layers() == [-1]
    spec.position() == Position.LAST_PROMPT
    spec.sae().format().get() == 'gemma_scope'
    spec.sae().l0().asInt == 60
    spec.sae().from().get() == 'sae'
    spec.threshold() == 0.1d
    spec.filter().get().corpus().get() == 'pile.jsonl'
    spec.filter().get().documents().asInt == 600
    spec.filter().get().context().asInt == 256
    spec.rank().by() == RankBy.AUROC
    spec.rank().top() == 7
  }

  def "a dictionary is named by release, pairing and scale"() {
    when:
    SaeSpec sae = load("analysis { layer 4\n sae $written }").sae()

    then:
    [sae.format().orElse(null), sae.pairing(), sae.from().orElse(null)] == [format, pairing, from]

    where:
    written                                                          || format                 | pairing           | from
    'gemmaScope(width: 16384, pairing: published)'                   || 'gemma_scope'          | Pairing.PUBLISHED | null
    "jumpRelu(from: 'google/gemma-scope-2b-pt-mlp')"                 || null                   | Pairing.MATCHED   | 'google/gemma-scope-2b-pt-mlp'
    'llamaScope()'                                                   || 'llama_scope'          | Pairing.MATCHED   | null
    'llamaScope(width: 32768, scale: saelensScale)'                  || 'llama_scope_sae_lens' | Pairing.MATCHED   | null
  }

  def "the words of honest statistics reach the spec"() {
    when:
    def spec = load("""
      analysis {
        layer 4
        filter pile(0.02), template(), highNorm(10)
        rank welch()
        split byTask(select: 0.6, tune: 0.1, report: 0.3, seed: 7)
        test welch(), fisher(), permutation(10_000)
        correct holm(0.01)
        detect auroc(), f1()
        compare probe(), sparseProbe(upTo: 16), taskKind(from: 'kinds.json'), length()
        stability bootstrap(50)
        transfer 'other.parquet'
      }""")

    then:
    spec.filter().get().share() == 0.02d
    spec.template().get() == new TemplateSpec()
    spec.highNorm().get() == new HighNormSpec(10)
    spec.rank() == new RankSpec(RankBy.WELCH, 20)
    spec.statistics() == new StatisticsSpec(Optional.of(SplitSpec.shares(0.6d, 0.1d, 0.3d, 7)),
        new TestSpec([RowTest.WELCH, RowTest.FISHER] as Set, 10_000), Optional.of(new CorrectSpec(CorrectSpec.Method.HOLM, 0.01d)),
        Optional.of(new DetectSpec([DetectSpec.Figure.AUROC, DetectSpec.Figure.F1] as Set)),
        [BaselineSpec.of(Kind.PROBE), new BaselineSpec(Kind.SPARSE_PROBE, Optional.empty(), OptionalInt.of(16)),
         new BaselineSpec(Kind.TASK_KIND, Optional.of('kinds.json'), OptionalInt.empty()), BaselineSpec.of(Kind.LENGTH)],
        Optional.of(new StabilitySpec(50)), Optional.of('other.parquet'))
  }

  def "a script that says nothing of statistics gets every test, and no split"() {
    expect:
    load('analysis { layer 4 }').statistics() == StatisticsSpec.none()
    load('analysis { layer 4\n test fisher() }').statistics().test() == new TestSpec([RowTest.FISHER] as Set, 1000)
    load('analysis { layer 4\n split byTask() }').statistics().split().get() == SplitSpec.shares(0.5d, 0.1d, 0.4d, 42)
    load('analysis { layer 4\n split byTask(folds: 5) }').statistics().split().get() == SplitSpec.folds(5, 1, 0.1d, 42)
    load('analysis { layer 4\n split byTask(folds: 5, repeats: 3, tune: 0) }').statistics().split().get() == SplitSpec.folds(5, 3, 0d, 42)
    load('analysis { layer 4\n detect() }').statistics().detect().get() == DetectSpec.all()
  }

  def "what contradicts itself is refused: #line"() {
    when:
    load("analysis { layer 4\n $line }")

    then:
    def e = thrown(ScriptException)
    e.problems()[0].code() == code
    e.problems()[0].message() == message

    where:
    line                                                    || code          | message
    'split byTask(select: 0.5, tune: 0.2, report: 0.4)'     || 'PVA-RUN-061' | 'the shares of a split add up to 1, and some rows select and report, but select 0.5, tune 0.2 and report 0.4 were said'
    'split byTask(select: 0.9, report: 0)'                  || 'PVA-RUN-061' | 'the shares of a split add up to 1, and some rows select and report, but select 0.9, tune 0.1 and report 0.0 were said'
    'split byTask(folds: 5, tune: 1)'                       || 'PVA-RUN-061' | "the share of a fold's other rows that tunes lies from 0 to below 1, not at 1.0"
    'split byTask(folds: 5, select: 0.5)'                   || 'PVA-RUN-071' | 'with folds every row selects and reports, so `select` and `report` have no share'
    'split byTask(repeats: 3)'                              || 'PVA-RUN-071' | '`repeats` says how often folds are dealt, and there are no `folds`'
    'correct holm(0)'                                       || 'PVA-RUN-063' | 'the level of a correction lies between 0 and 1, not at 0.0'
    'compare length()'                                      || 'PVA-RUN-070' | 'a baseline that is fitted and measured on the same rows looks perfect, so `compare` needs a split'
    'split byTask()\n compare length(), length()'           || 'PVA-RUN-069' | 'a baseline is named twice'
    'filter highNorm(1)'                                    || 'PVA-RUN-067' | 'the guard against long activations takes a number above 1, not 1.0'
    'test cohensD()'                                        || 'PVA-DSL-004' | '`test` does not take a ranking'
    'rank fisher()'                                         || 'PVA-DSL-004' | '`rank` does not take a test'
    'detect welch()'                                        || 'PVA-DSL-004' | '`detect` does not take a ranking or a test'
    'stability bootstrap(1)'                                || 'PVA-DSL-008' | '`bootstrap` is 1; it has to be at least 2'
    'filter pile(0.1), pil(3)'                              || 'PVA-DSL-003' | 'unknown value `pil` of `filter`'
  }

  def "a script computes with def, closures, loops and maths"() {
    when:
    def spec = load('''
      def widths = [1024, 2048].collect { it * 2 }
      int total = 0
      for (w in widths) { total += w }
      for (int i = 0; i < 3; i++) { total += i }
      while (total > 10) { total = total.intdiv(2) }
      def square = { int x -> x * x }
      def names = [a: 1, b: 2]
      names.c = 3
      println "total ${total}, ${square(4)}, ${names.values().sum()}, ${names['a']}, ${Math.sqrt(16.0d)}, ${'x'.toUpperCase()}"
      try { Integer.parseInt('x') } catch (NumberFormatException e) { println e.message }
      def folder = 'tiny'
      analysis {
        layer total > 100 ? 1 : 4
        sae jumpRelu(width: widths[0], from: "${folder}/sae")
        if (total > 100) { threshold 0.1 } else { threshold 0.2 }
        [1, 2, 3].findAll { it > 2 }.each { rank welch(top: it) }
        println 'inside'
      }''')

    then:
    spec.layers() == [4]
    spec.sae().width().asInt == 2048
    spec.sae().from().get() == 'tiny/sae'
    spec.threshold() == 0.2d
    spec.rank().top() == 3
    printed == ['total 6, 16, 6, 1, 4.0, X', 'For input string: "x"', 'inside']
  }

  def "trust lifts the allow list and keeps the type checks"() {
    given:
    Files.writeString(folder.resolve('layer.txt'), '12')

    expect:
    load([:], true, "import java.nio.file.Path\nint readLayer() { Path.of('${folder}', 'layer.txt').toFile().text.toInteger() }\n"
        + 'analysis { layer readLayer() }').layers() == [12]

    when:
    load([:], true, "analysis { layr 4 }")

    then:
    thrown(ScriptException)
  }

  def "checking opens nothing that a script names, and a trusted script is not run"() {
    expect:
    Scripts.check(write("analysis { layer 4\n dataset 'nowhere.parquet'\n model 'nobody/nothing' }"), options()) == []
    Scripts.check(write("System.setProperty('pva.ran', 'yes'); analysis { layer 4 }"), new ScriptOptions([:], true, { })) == []
    System.getProperty('pva.ran') == null
  }

  def "a script that is not there, a folder and binary bytes are refused by name"() {
    given:
    Files.write(folder.resolve('bytes.groovy'), [0xC3, 0x28] as byte[])
    def script = folder.resolve(name)

    when:
    Scripts.load(script, options())

    then:
    def e = thrown(PvaException)
    e.message == message.replace('FILE', script.toString())
    e.code() == code
    e.exitCode() == 2

    where:
    name           || code          | message
    'none.groovy'  || 'PVA-DSL-022' | 'there is no script FILE'
    'bytes.groovy' || 'PVA-DSL-023' | 'the script FILE is not UTF-8 text'
    '.'            || 'PVA-DSL-024' | 'the script FILE cannot be read'
  }

  private static ScriptOptions options() {
    new ScriptOptions([:], false, { })
  }

  def "a command that wants an analysis says where a study of another kind belongs"() {
    when:
    load("steer { problems 'p.jsonl'; layer 3; direction probe() }")

    then:
    def e = thrown(pva.base.PvaException)
    e.code() == 'PVA-DSL-026'
    e.message.endsWith('analysis.groovy has no analysis { } block')
  }
}
