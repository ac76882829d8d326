package pva.dsl

import java.nio.file.Files
import pva.analysis.Span
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
    spec.layer() == 41
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
    spec.layer() == -1
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
    spec.layer() == 4
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
        + 'analysis { layer readLayer() }').layer() == 12

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
}
