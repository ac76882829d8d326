package pva.dsl

import java.lang.reflect.Method

class WordsSpec extends ScriptFixture {
  /** What makes a steering script whole, a dictionary included. */
  static final List<String> STEER = ["problems 'tasks.jsonl'", 'layer 4', 'direction latent(3)', "sae 'sae'"]

  def "the words of the design are there, and no others"() {
    expect:
    Words.all().findAll { it.block().empty }*.name() == ['analysis', 'generate', 'steer', 'params']
    Words.all().findAll { it.block() == 'analysis' }*.name() == ['dataset', 'model', 'device', 'layer', 'layers', 'position', 'sae', 'threshold', 'filter', 'rank', 'split',
                            'test', 'correct', 'detect', 'compare', 'stability', 'transfer', 'auroc', 'auto', 'averagePrecision', 'balancedAccuracy',
                            'benjaminiHochberg', 'benjaminiYekutieli', 'bfloat16', 'bonferroni', 'bootstrap', 'byTask', 'calibration', 'cohensD',
                            'cpu', 'differenceOfMeans', 'f1', 'finalToken', 'fisher', 'float32', 'frequencyDifference', 'gemmaScope', 'gpu',
                            'highNorm', 'holm', 'jumpRelu', 'lastPromptToken', 'length', 'llamaScope', 'mannWhitney', 'mcc', 'permutation', 'pile', 'probe',
                            'promptLength', 'published', 'randomDictionary', 'randomDirections', 'riskCoverage', 'saelens', 'saelensScale', 'sparseProbe', 'taskKind',
                            'template', 'testCount', 'welch']
    Words.all().findAll { it.block() == 'steer' && it.setting() }*.name() == ['problems', 'tasks', 'prompt', 'maxNewTokens', 'model', 'device',
                            'layer', 'sae', 'direction', 'dose', 'tokens', 'gate', 'controls', 'resample', 'neutral', 'attention', 'split']
    Words.all().findAll { it.block() == 'generate' && it.setting() }*.name() == ['problems', 'rows', 'prompt', 'maxNewTokens', 'stop', 'sample',
                            'timeout', 'model', 'device', 'split', 'part']
    Words.all().every { !it.description().empty && !it.forms().empty }
    Words.find('jumpRelu').get().settings()*.name() == ['width', 'l0', 'from', 'pairing']
    Words.suggestion('layr').get() == 'layer'
  }

  def "every written form of `#word.name()` is a script without mistakes"() {
    expect:
    word.forms().every { form ->
      refused(word, form) ? problems(word.block() == 'steer' ? steering(form) : generation(form))*.code()
          .every { it in ['PVA-STEER-014', 'PVA-STEER-016', 'PVA-GEN-008'] }
          : word.block().empty ? problems(form + (word.name() == 'params' ? '\nanalysis { layer 1 }' : '')) == []
          : word.block() == 'steer' ? problems(steering(form)) == []
          : word.block() == 'generate' ? problems(generation(form)) == []
          : problems("analysis {\n ${form.startsWith('layer') ? '' : 'layer 1\n'}${form =~ /^(compare|transfer)/ ? 'split byTask()\n' : ''} $form\n}") == []
    }

    where:
    word << Words.all()
  }

  /** What a shared word can say, and these blocks cannot use: a split has three parts, and what is steered is where the dictionary belongs. */
  static boolean refused(Word word, String form) {
    word.block() in ['steer', 'generate'] && (form.contains('folds') || form.contains('published'))
  }

  static String generation(String form) {
    """generate {
      ${form.startsWith('problems') ? '' : "problems 'p'"}
      ${form.startsWith('split') ? 'part select()' : form.startsWith('part') ? 'split byTask()' : ''}
      $form
    }"""
  }

  static String steering(String form) {
    "steer {\n ${STEER.findAll { !form.startsWith(it.split(' ')[0]) }.join('\n ')}\n $form\n}"
  }

  def "every signature of a word is spoken for by a description"() {
    expect:
    [AnalysisWords, GenerateWords, SteerWords].every { type -> type.methods.findAll { it.name != 'println' }.every { Method m ->
      Words.all().any { it.methods().contains(m) }
    } }
  }

  def "several layers are a range with both its ends, a list, or what a script computes: #said"() {
    expect:
    load("${before}\nanalysis { $said }").layers() == layers

    where:
    said            | before                                     || layers
    'layers 0..3'   | ''                                         || [0, 1, 2, 3]
    'layers 5..3'   | ''                                         || [3, 4, 5]
    'layers 5, 3'   | ''                                         || [3, 5]
    'layers([7])'   | ''                                         || [7]
    'layers every'  | 'def every = (0..9).findAll { it % 4 == 0 }' || [0, 4, 8]
    'layers 1..top' | 'int top = 3'                              || [1, 2, 3]
  }

  def "a layer that is said twice, and none, are mistakes: #said"() {
    expect:
    problems("analysis { $said }").collect { [it.code(), it.message()] } == [[code, message]]

    where:
    said             || code          | message
    'layers 3, 4, 3' || 'PVA-RUN-015' | 'layer 3 is said twice'
    'layers([])'     || 'PVA-RUN-014' | 'no layer was said'
    'layers([-1, 2])' || 'PVA-RUN-011' | 'a layer is counted from 0, or -1 for the last block, not -1'
  }

  def "the starter script is right as it stands"() {
    expect:
    load(Words.template()).layers() == [41]
    Words.template().contains('// rank cohensD(top: 20)')
  }

  def "a suggestion is at most two edits away: #misspelt -> #meant"() {
    expect:
    Suggestion.of(misspelt, ['layer', 'sae', 'rank', 'filter', 'test']).orElse(null) == meant

    where:
    misspelt  || meant
    'layr'    || 'layer'
    'alyer'   || 'layer'
    'lyaers'  || 'layer'
    'Layer'   || 'layer'
    'lexer12' || null
    'ea'      || null
    'last'    || null
    'sea'     || 'sae'
  }
}
