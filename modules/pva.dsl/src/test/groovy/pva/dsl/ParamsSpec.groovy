package pva.dsl

class ParamsSpec extends ScriptFixture {
  static final SCRIPT = '''\
params {
    layer = 4
    cut = 0.02
    corpus = 'x.jsonl'
    last = false
}
analysis {
    layer params.last ? -1 : params.layer
    filter pile(params.cut, corpus: "data/${params.corpus}")
}
'''

  def "a parameter has its default until the command line sets it"() {
    expect:
    with(load([:], SCRIPT)) {
      layers() == [4]
      filter().get().share() == 0.02d
      filter().get().corpus().get() == 'data/x.jsonl'
      params() == [layer: 4, cut: 0.02, corpus: 'x.jsonl', last: false]
    }
    with(load([layer: '5', cut: '0.5', corpus: 'y.jsonl'], SCRIPT)) {
      layers() == [5]
      filter().get().share() == 0.5d
      filter().get().corpus().get() == 'data/y.jsonl'
      params() == [layer: 5, cut: 0.5, corpus: 'y.jsonl', last: false]
    }
    load([last: 'true'], SCRIPT).layers() == [-1]
  }

  def "an undeclared or ill-typed -P is refused"() {
    expect:
    frames(given, SCRIPT) == frame

    where:
    given             | frame
    [layr: '5']       | '''\
error: -P layr: the script declares no parameter `layr`
  --> analysis.groovy
   = help: did you mean `layer`?
   = help: pva help params
   = code: PVA-DSL-014
'''
    [layer: 'five']   | '''\
error: -P layer: `five` is not a whole number, as the default 4 is
  --> analysis.groovy
   = help: pva help params
   = code: PVA-DSL-015
'''
    [last: 'yes']     | '''\
error: -P last: `yes` is not true or false, as the default false is
  --> analysis.groovy
   = help: pva help params
   = code: PVA-DSL-015
'''
  }

  def "a value set on the command line is checked like one that is written"() {
    expect:
    frames([cut: '3'], SCRIPT.replace('params.last ? -1 : ', '')) == '''\
error: `pile` is 3; it has to be from 0 to 1
  --> analysis.groovy:9:17
   |
 9 |     filter pile(params.cut, corpus: "data/${params.corpus}")
   |                 ^^^^^^^^^^ out of range
   = help: pva help pile
   = code: PVA-DSL-008
'''
  }

  def "the mistake in #text is told as #code"() {
    expect:
    problems(text).collect { [it.code(), it.span().get().line(), it.span().get().column(), it.message(), it.label()] } == [[code, line, column, said, hint]]

    where:
    text                                                            || code          | line | column | said | hint
    'params { layer = 4 }\nanalysis { layer params.layr }'          || 'PVA-DSL-012' | 2 | 25 | 'unknown parameter `layr`' | 'did you mean `layer`?'
    'analysis { layer params.layr }'                                || 'PVA-DSL-012' | 1 | 25 | 'unknown parameter `layr`' | 'declare it: params { layr = ... }'
    'params { n = 4 }\nparams.n = 5\nanalysis { layer params.n }'   || 'PVA-DSL-012' | 2 | 1  | 'a parameter does not change while the script runs' | 'declare it in params { }, or set it with -P n=VALUE'
    'params { n = 2 + 2 }\nanalysis { layer 4 }'                    || 'PVA-DSL-013' | 1 | 10 | 'a parameter is declared by a name and its default' | 'write `name = 4`, a number, a text or true/false'
    'params { n = 4\n n = 5 }\nanalysis { layer params.n }'         || 'PVA-DSL-009' | 2 | 2  | 'the parameter `n` is declared twice' | ''
    'params { n = "x" }\nanalysis { layer params.n }'               || 'PVA-DSL-004' | 2 | 12 | '`layer` does not take a text' | 'write `layer 41` or `layer -1`'
    'params { n = 4 }\nanalysis { layer params["n"] }'              || 'PVA-DSL-010' | 2 | 18 | 'unknown name `params`' | 'read a parameter as `params.NAME`'
  }
}
