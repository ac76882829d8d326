package pva.dsl

import java.nio.file.Path
import pva.analysis.spec.AnalysisSpec
import pva.analysis.spec.Span
import pva.base.PvaException
import spock.lang.Specification

class ErrorFrameSpec extends Specification {
  static final TEXT = 'analysis {\n    layer 4\n\tsae \'sae\'\n}\n'

  def "a run-time failure shows the line that asked for it"() {
    given:
    def spec = AnalysisSpec.of(Path.of('a.groovy'), TEXT).layer(4).said('sae', new Span(3, 2, 3)).build()
    def failure = PvaException.failed('PVA-FIT-001', 'the SAE does not fit layer 4').at(Path.of('sae/params.npz'))
        .help('the layer that fits is 5').help('--force goes on').word('sae')

    expect:
    ErrorFrame.render(failure, Optional.of(spec)) == '''\
error: the SAE does not fit layer 4
  --> a.groovy:3:2
   |
 3 |  sae 'sae'
   |  ^^^
   = file: sae/params.npz
   = help: the layer that fits is 5
   = help: --force goes on
   = code: PVA-FIT-001
'''
  }

  def "without a script the file is the place"() {
    expect:
    ErrorFrame.render(PvaException.failed('PVA-ST-003', 'cut short').at(Path.of('x.safetensors')), Optional.empty()) == '''\
error: cut short
  --> x.safetensors
   = code: PVA-ST-003
'''
  }

  def "the bar stands clear of long line numbers"() {
    given:
    def text = '\n' * 99 + 'layr 4\n'

    expect:
    ErrorFrame.render(Path.of('a.groovy'), text, ScriptProblem.at(new Span(100, 1, 4), 'PVA-DSL-003', 'unknown', 'did you mean `layer`?')) == '''\
error: unknown
    --> a.groovy:100:1
     |
 100 | layr 4
     | ^^^^ did you mean `layer`?
     = code: PVA-DSL-003
'''
  }

  def "control characters of a script do not reach the terminal"() {
    expect:
    !ErrorFrame.render(Path.of('a.groovy'), 'x \u001b[2J', ScriptProblem.at(new Span(1, 1, 1), 'PVA-DSL-003', 'unknown `\u001b`', '')).contains('\u001b')
  }
}
