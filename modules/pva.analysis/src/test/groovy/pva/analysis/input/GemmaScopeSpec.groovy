package pva.analysis.input
import spock.lang.Specification

class GemmaScopeSpec extends Specification {
  def 'the Gemma Scope dictionaries of #model are #id'() {
    expect:
    GemmaScope.residual(model) == Optional.ofNullable(id)

    where:
    model                             || id
    'google/gemma-2-9b'               || 'google/gemma-scope-9b-pt-res'
    'google/gemma-2-2b'               || 'google/gemma-scope-2b-pt-res'
    'google/gemma-2-9b-it'            || 'google/gemma-scope-9b-it-res'
    'models/gemma-2-27b'              || 'google/gemma-scope-27b-pt-res'
    'google/gemma-2-2b-it'            || null
    'HuggingFaceTB/SmolLM2-135M'      || null
  }
}
