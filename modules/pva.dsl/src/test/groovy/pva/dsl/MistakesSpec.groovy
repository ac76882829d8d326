package pva.dsl

class MistakesSpec extends ScriptFixture {
  def "all mistakes of a script are shown at once, each with its place"() {
    expect:
    frames('''\
analysis {
    layr 41
    model 9
    sae jumpRelu(widht: 65536)
    filter pile(2.5)
    threshold cut
}
''') == '''\
error: unknown setting `layr` in analysis { }
  --> analysis.groovy:2:5
   |
 2 |     layr 41
   |     ^^^^ did you mean `layer`?
   = help: pva help analysis
   = code: PVA-DSL-003

error: `model` does not take a whole number
  --> analysis.groovy:3:5
   |
 3 |     model 9
   |     ^^^^^ write `model 'google/gemma-2-9b'` or `model 'google/gemma-2-9b', revision: 'main', dtype: bfloat16`
   = help: pva help model
   = code: PVA-DSL-004

error: `jumpRelu` has no setting `widht`
  --> analysis.groovy:4:18
   |
 4 |     sae jumpRelu(widht: 65536)
   |                  ^^^^^ did you mean `width`?
   = help: pva help jumpRelu
   = code: PVA-DSL-005

error: `pile` is 2.5; it has to be from 0 to 1
  --> analysis.groovy:5:17
   |
 5 |     filter pile(2.5)
   |                 ^^^ out of range
   = help: pva help pile
   = code: PVA-DSL-008

error: unknown name `cut`
  --> analysis.groovy:6:15
   |
 6 |     threshold cut
   |               ^^^ a text is written in quotes
   = help: pva help analysis
   = code: PVA-DSL-010
'''
  }

  def "the mistake in #text is told as #code"() {
    when:
    def found = problems(text)

    then:
    found.size() == 1
    with(found[0]) {
      it.code() == code
      message() == said
      label() == hint
      span().map { "${it.line()}:${it.column()}+${it.length()}".toString() }.orElse('') == place
    }

    where:
    text                                                    || code          | place    | said | hint
    'analysis { layer 4 }\nsteer { layer 4 }'                || 'PVA-DSL-025' | '2:1+5'  | 'a script asks for one thing, not for analysis { } and steer { }' | 'the first is in line 1; write this one in a script of its own'
    "steer { problems 'p'; layer 4 }"                        || 'PVA-DSL-016' | '1:1+5'  | 'no direction is said in steer { }' | 'add a line such as `direction latent(11225)`'
    "steer { problems 'p'; layer 4; direction latnt(3) }"    || 'PVA-DSL-003' | '1:42+5' | 'unknown value `latnt` of `direction`' | 'did you mean `latent`?'
    "steer { problems 'p'; layer 4; direction pile(0.1) }"   || 'PVA-DSL-003' | '1:42+4' | 'unknown value `pile` of `direction`' | 'values are: differenceOfMeans, latent, probe, random'
    "steer { problems 'p'; layer 4; direction probe()\n filter 3 }" || 'PVA-DSL-003' | '2:2+6' | 'unknown setting `filter` in steer { }' | 'settings are: attention, controls, device, direction, dose, gate, layer, maxNewTokens, model, neutral, problems, prompt, resample, sae, split, tasks, tokens'
    "steer { problems 'p'; layer 4; direction probe()\n controls latents: 20, rnd: 3 }" || 'PVA-DSL-005' | '2:24+3' | '`controls` has no setting `rnd`' | 'it has: latents, random, seed'
    'analysis { layer 4 \n sae jumpRelu(width: 1 }'         || 'PVA-DSL-001' | '1:10+1' | "unexpected input: '{'" | ''
    ''                                                      || 'PVA-DSL-002' | ''       | 'the script has no analysis { } or generate { } or steer { } block' | 'write one: analysis { layer 41 }'
    'analyse { layer 4; foo 3 }'                            || 'PVA-DSL-003' | '1:1+7'  | 'unknown block `analyse`' | 'did you mean `analysis`?'
    'analysis { layer 4\n spread 0.5 }'                     || 'PVA-DSL-003' | '2:2+6'  | 'unknown setting `spread` in analysis { }' | 'settings are: compare, correct, dataset, detect, device, filter, layer, layers, model, position, rank, sae, split, stability, test, threshold, transfer'
    'analysis { layer 4\n position last() }'                || 'PVA-DSL-003' | '2:11+4' | 'unknown value `last` of `position`' | 'values are: finalToken, lastPromptToken'
    'analysis { layer "four" }'                             || 'PVA-DSL-004' | '1:12+5' | '`layer` does not take a text' | 'write `layer 41` or `layer -1`'
    'analysis { layers "four" }'                            || 'PVA-DSL-004' | '1:12+6' | '`layers` does not take a text' | 'write `layers 0..25` or `layers 3, 4, 5`'
    'analysis { layers 3, -1 }'                             || 'PVA-DSL-008' | '1:22+2' | '`layers` is -1; it has to be at least 0' | 'out of range'
    'analysis { layers 3, 4\n layer 4 }'                    || 'PVA-DSL-030' | '1:12+6' | '`layer` and `layers` are both said' | '`layer` stands in line 2'
    'analysis { layer 4.5 }'                                || 'PVA-DSL-004' | '1:12+5' | '`layer` does not take a decimal number' | 'write `layer 41` or `layer -1`'
    "analysis { layer 4\n sae gemmaScope(pairing: 'published') }" || 'PVA-DSL-006' | '2:26+11' | '`pairing` of `gemmaScope` takes a pairing, such as published, not a text' | 'published: as in the published study, off by one layer'
    'analysis { layer 4\n sae 3 }'                          || 'PVA-DSL-004' | '2:2+3'  | '`sae` does not take a whole number' | "write `sae jumpRelu(width: 65536)` or `sae gemmaScope(width: 65536)` or `sae saelens(from: 'folder')` or `sae 'folder'`"
    'analysis { layer 4\n filter pile() }'                  || 'PVA-DSL-004' | '2:9+4'  | '`pile` does not take nothing' | "write `filter pile(0.02)` or `filter pile(0.02, corpus: 'pile.jsonl', documents: 600, context: 256)`"
    'analysis { layer 4\n filter pile(0.1, fle: "x") }'     || 'PVA-DSL-005' | '2:19+3' | '`pile` has no setting `fle`' | 'it has: corpus, documents, context'
    'analysis { layer 4\n sae jumpRelu(width: "x") }'       || 'PVA-DSL-006' | '2:22+3' | '`width` of `jumpRelu` takes a whole number, not a text' | 'number of latents'
    'analysis { layer 4\n sae jumpRelu(width: null) }'      || 'PVA-DSL-006' | '2:22+4' | '`width` of `jumpRelu` takes a whole number, not null' | 'number of latents'
    'def m = [width: 3]\nanalysis { layer 4\n sae jumpRelu(m) }' || 'PVA-DSL-006' | '3:15+1' | 'the settings of `jumpRelu` are written out, name by name' | 'write `sae jumpRelu(width: 65536)`'
    'analysis { layer(-2) }'                                || 'PVA-DSL-008' | '1:18+2' | '`layer` is -2; it has to be at least -1' | 'out of range'
    'analysis { layer 4\n threshold(-0.1) }'                || 'PVA-DSL-008' | '2:12+4' | '`threshold` is -0.1; it has to be at least 0' | 'out of range'
    'analysis { layer 4\n sae jumpRelu(width: 0) }'         || 'PVA-DSL-008' | '2:22+1' | '`width` of `jumpRelu` is 0; it has to be at least 1' | 'out of range'
    'analysis { layer 4\n device gpu(-1) }'                 || 'PVA-DSL-008' | '2:13+2' | '`gpu` is -1; it has to be at least 0' | 'out of range'
    'params { n = -3 }\nanalysis { layer params.n }'        || 'PVA-DSL-008' | '2:18+8' | '`layer` is -3; it has to be at least -1' | 'out of range'
    'analysis { layer 4\n layer 5 }'                        || 'PVA-DSL-009' | '2:2+5'  | '`layer` is said twice' | 'the first is in line 1'
    'analysis { layer 4 }\nanalysis { layer 5 }'            || 'PVA-DSL-009' | '2:1+8'  | 'a second analysis { }' | 'the first is in line 1'
    'analysis { layer 4\n rank welch }'                     || 'PVA-DSL-010' | '2:7+5'  | 'unknown name `welch`' | 'write it with parentheses: `welch()`'
    'analysis { layer 4\n model gemma }'                    || 'PVA-DSL-010' | '2:8+5'  | 'unknown name `gemma`' | 'a text is written in quotes'
    'def x = new Foo()\nanalysis { layer 4 }'               || 'PVA-DSL-010' | '1:9+9'  | 'unknown class `Foo`' | ''
    'layer 4\nanalysis { layer 4 }'                         || 'PVA-DSL-011' | '1:1+5'  | '`layer` stands outside analysis { }' | 'move it into the block'
    'analysis { sae "x" }'                                  || 'PVA-DSL-016' | '1:1+8'  | 'no layer is said in analysis { }' | 'add a line such as `layer 41`'
    'analysis { layer 4\n int x = "a" }'                    || 'PVA-DSL-017' | '2:10+3' | 'cannot assign value of type java.lang.String to variable of type int' | ''
    'analysis { layer 4\n [1].foo(2) }'                     || 'PVA-DSL-017' | '2:6+3'  | 'a list has no `foo` with a whole number' | ''
    'analysis { layer 4\n pile(0.02) }'                     || 'PVA-DSL-018' | '2:2+4'  | '`pile` alone does nothing' | 'write `filter pile(0.02)`'
    'analysis { layer = 4 }'                                || 'PVA-DSL-019' | '1:12+5' | '`layer` is written without `=`' | 'write `layer 41`'
    'analysis { layer: 4 }'                                 || 'PVA-DSL-019' | '1:19+1' | '`layer` is written without `:`' | 'write `layer 41`'
  }

  def "what only the running script shows is told with its line"() {
    expect:
    frames(text) == frame

    where:
    text << [
      'def n = 0\nanalysis {\n  layer 4\n  layer 1.intdiv(n)\n}'.replace('layer 4\n  ', ''),
      'analysis {\n  [1, 2].each {\n    layer it\n  }\n}',
      'def n = -5\nanalysis {\n  layer n\n}',
    ]
    frame << ['''\
error: the script failed: / by zero
  --> analysis.groovy:3:3
   |
 3 |   layer 1.intdiv(n)
   |   ^^^^^^^^^^^^^^^^^
   = code: PVA-DSL-021
''', '''\
error: `layer` is said twice
  --> analysis.groovy:3:5
   |
 3 |     layer it
   |     ^^^^^
   = help: pva help layer
   = code: PVA-DSL-009
''', '''\
error: a layer is counted from 0, or -1 for the last block, not -5
  --> analysis.groovy:3:3
   |
 3 |   layer n
   |   ^^^^^
   = help: pva help layer
   = code: PVA-RUN-011
''']
  }
}
