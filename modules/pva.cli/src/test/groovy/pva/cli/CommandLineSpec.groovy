package pva.cli

import java.nio.file.Files
import java.nio.file.Path
import pva.stats.LinearAlgebra
import spock.lang.TempDir
import tools.jackson.databind.json.JsonMapper

class CommandLineSpec extends CommandSpec {
  @TempDir Path folder

  def "a mistyped command is answered with the nearest one"() {
    expect:
    pva('chekc') == 2
    said() == ''
    error() == '''\
error: unknown command `chekc`
  = help: did you mean `check`?
  = help: pva help
  = code: PVA-CLI-001
'''.replace('  =', '   =')
  }

  def "a missing option is named"() {
    expect:
    pva('encode', '--sae', 'x', '--activations', 'y') == 2
    error() == '''\
error: missing required option: '--out=FILE'
   = help: pva help encode
   = code: PVA-CLI-001
'''
  }

  def "every example checks"() {
    expect:
    pva('check', *Files.list(EXAMPLES).withCloseable { it.filter { it.toString().endsWith('.groovy') }.toList() }) == 0
    said().readLines().every { it.endsWith(': fine') }
  }

  def "solutions are tested from a file into a file"() {
    given:
    Path data = Files.writeString(folder.resolve('rows.jsonl'), '''\
{"id": "a", "generated_code": "def f(x): return x", "test_list": ["assert f(1) == 1", "assert f(2) == 2"], "is_correct": false}
{"id": "b", "generated_code": "x): return x + 1", "prompt": "P.\\n\\n# Solution:\\ndef f(", "test_list": ["assert f(1) == 1", "assert f(1) == 2"]}
'''.replace('"generated_code": "def', '"prompt": "", "generated_code": "def'))

    expect:
    pva('test', '--data', data, '--out', folder.resolve('tested.jsonl'), '--json') == 0
    new JsonMapper().readValue(said(), Map).with { [it.rows, it.seconds.keySet() as List] } == [2, ['load', 'test', 'write']]
    error().contains('note: isolation: ')
    error().contains('1 of 2 correct (50.0 %)')
    Files.readAllLines(folder.resolve('tested.jsonl')).collect { new JsonMapper().readValue(it, Map).subMap(['id', 'is_correct', 'passed_tests', 'total_tests', 'error_type']) } ==
        [[id: 'a', is_correct: true, passed_tests: 2, total_tests: 2, error_type: null],
         [id: 'b', is_correct: false, passed_tests: 1, total_tests: 2, error_type: 'AssertionError']]
  }

  def "doctor names the Python that judges, and tries what shuts programs in"() {
    when:
    pva('doctor', '--json')
    List<Map> findings = new JsonMapper().readValue(said(), List)

    then:
    findings*.what == ['Java', 'engine', 'tokenizer', 'algebra', 'GPU', 'threads', 'bfloat16', 'cache', 'hub', 'Python', 'sandbox']
    findings[2].with { [it.fine, it.seen] } == [true, 'DJL tokenizers 0.36.0']
    Path libraries = Path.of(System.getProperty('ND4J_LIBRARY_PATH'))
    findings[3].with { [it.fine, it.seen] } == [true, "ND4J 1.0.0-M2.1 from $libraries, its links in $libraries.parent".toString()]
    findings.find { it.what == 'Python' }.with { it.fine && it.seen ==~ /3\.\d+\.\d+, .+, judges solutions/ }
    findings.find { it.what == 'sandbox' }.with { it.fine && it.seen ==~ /(namespaces|seccomp): .+; tried/ }
  }

  def "doctor says of the tokenizer and of the linear algebra why they cannot be loaded, and what to do"() {
    expect:
    DoctorCommand.tokenizer(Optional.of('why')) == new Finding('tokenizer', false, 'why',
        'build again (scripts/pva does), or set RUST_LIBRARY_PATH to the libtokenizers.so of DJL 0.36.0')
    DoctorCommand.algebra(new LinearAlgebra(Optional.empty(), Optional.empty(), Optional.of('why'))) == new Finding('algebra', false, 'why',
        'only a split and a steering study need it; build again (scripts/pva does), or set ND4J_LIBRARY_PATH to a folder with the libraries of ' +
            'ND4J 1.0.0-M2.1')
  }

  def "a row without tests is named"() {
    given:
    Path data = Files.writeString(folder.resolve('rows.jsonl'), '{"generated_code": "x", "test_list": []}\n')

    expect:
    pva('test', '--data', data, '--out', folder.resolve('tested.jsonl')) == 1
    error() == """\
error: `test_list` has no test in row 0
  --> $data
   = help: give each row a list of Python statements
   = code: PVA-CODE-005
"""
  }

  def "a wrong script gives 2, its mistakes and nothing on standard output"() {
    given:
    Path script = folder.resolve('wrong.groovy')
    script.toFile().text = 'analysis {\n    layr 41\n}\n'

    expect:
    pva('check', script) == 2
    said() == ''
    error().contains('error: unknown setting `layr` in analysis { }')
    error().contains("--> $script:2:5")
    error().contains('^^^^ did you mean `layer`?')
  }

  def "the card's script plans on a machine that has nothing of it, and its run says what is missing and how to get it"() {
    given:
    Path script = folder.resolve('card.groovy')
    Files.copy(EXAMPLES.resolve('card.groovy'), script)

    expect:
    pva('plan', script) == 0
    said().contains('missing: the model google/gemma-2-9b')
    said().contains('huggingface-cli download google/gemma-2-9b')
    said().contains('missing: the SAE google/gemma-scope-9b-pt-res layer_41/width_65k/average_l0_*')

    and:
    pva('run', script, '--out', folder.resolve('run')) == 1
    error().contains('PVA-RUN-020')
    Files.notExists(folder.resolve('run/report.html'))
  }

  def "steer runs studies and nothing else, and plans them as it would run them"() {
    expect:
    pva('steer', EXAMPLES.resolve('card.groovy')) == 2
    error().contains('card.groovy has no steer { } block')

    and:
    pva('plan', EXAMPLES.resolve('steer.groovy')) == 0
    said().readLines()*.split(' ')*.first() == ['step', 'unsteered', 'directions', 'tune', 'held-out', 'neutral', 'attention', 'draw']
  }

  def "data shows what the notebook showed"() {
    expect:
    pva('data', EXAMPLES.resolve('tiny/data/datasets')) == 0
    said().readLines()[1..5] == ['Shape: (1000, 9)',
        'Columns: task_id, prompt, generated_code, test_list, is_correct, passed_tests, total_tests, generation_time, error_type',
        'Correct: 485', 'Incorrect: 515', 'Success rate: 48.5%']
  }

  def "a folder without a dataset says what was looked for and how to make one"() {
    expect:
    pva('data', folder) == 1
    error().contains('dataset_*.parquet')
    error().contains('pva generate --model')
  }

  def "sae says what a dictionary is, for people and for machines"() {
    given:
    Path sae = EXAMPLES.resolve('tiny/sae/layer_4/width_1k/average_l0_32')

    when:
    int code = pva('sae', sae, '--json')
    Map facts = JsonMapper.builder().build().readValue(said(), Map)

    then:
    code == 0
    facts.format == 'gemma_scope'
    facts.architecture == 'jumprelu'
    [facts.dIn, facts.dSae, facts.layer] == [128, 1024, 4]
    facts.hook == 'blocks.4.hook_resid_post'
    facts.declaredL0 == 32.0d

    and:
    pva('sae', sae) == 0
    said().contains('format         gemma_scope')
  }

  def "new writes a script that checks, and never over another"() {
    given:
    Path script = folder.resolve('mine.groovy')

    expect:
    pva('new', script) == 0
    pva('check', script) == 0
    pva('new', script) == 2
    error() == """\
error: this file exists already and is not overwritten
 --> $script
  = help: say another name: pva new other.groovy
  = code: PVA-CLI-003
""".replace(' -->', '  -->').replace('  = ', '   = ')
  }

  def "help explains #word"() {
    expect:
    pva('help', word) == 0
    said().contains(tells)

    where:
    word        || tells
    'extract'   || '--position'
    'layer'     || 'The residual stream after this block'
    'pile'      || 'corpus'
    'steer'     || 'Runs a steering study'
    'dose'      || 'dose, a setting of steer { }'
    'device'    || 'device, a setting of analysis { } and generate { } and steer { }'
  }

  def "encode writes what it is asked for, and ends with its figures"() {
    given:
    Path tiny = EXAMPLES.resolve('tiny')
    Path result = folder.resolve('latents.safetensors')

    when:
    int code = pva('encode', '--sae', tiny.resolve('sae/layer_4/width_1k/average_l0_32'), '--activations',
        tiny.resolve('expected/reference.safetensors'), '--tensor', 'layer_4.resid_post.final_token', '--out', result, '--decode', '--json')
    Map figures = JsonMapper.builder().build().readValue(said(), Map)

    then:
    code == 0
    figures.rows == 64
    figures.seconds.keySet() == ['load', 'encode', 'write'] as Set
    figures.peakMemoryMiB > 0
    pva.tensor.SafetensorsFile.open(result).withCloseable { it.tensors().keySet() } ==
        ['latents.indptr', 'latents.indices', 'latents.values', 'recon'] as Set
  }

  def "extract without a place to read says how to name one"() {
    expect:
    pva('extract', '--model', EXAMPLES.resolve('tiny/model'), '--position', 'final', '--data', 'x', '--out', 'y', *more) == 2
    error().startsWith(said)

    where:
    more                              || said
    []                                || 'error: no layer was said\n   = help: say --layer L[,L...], or a hook whole: --hook blocks.4.hook_mlp_out\n'
    ['--hook', 'mlp_out']             || 'error: no layer was said\n'
    ['--layer', '4', '--hook', 'mlp'] || 'error: `mlp` is not a hook that can be read\n'
    ['--hook', 'blocks.4.mlp_out']    || 'error: `blocks.4.mlp_out` is not a hook that can be read\n'
    ['--layer', '9']                  || 'error: the model model has layers 0 to 5, not 9\n'
  }

  def "a file with several matrices asks which"() {
    given:
    Path tiny = EXAMPLES.resolve('tiny')

    expect:
    pva('encode', '--sae', tiny.resolve('sae/layer_4/width_1k/average_l0_32'), '--activations',
        tiny.resolve('expected/reference.safetensors'), '--out', folder.resolve('x')) == 2
    error().startsWith('error: the file holds several matrices: ')
    error().contains('name one with --tensor')
    Files.notExists(folder.resolve('x'))
  }
}
