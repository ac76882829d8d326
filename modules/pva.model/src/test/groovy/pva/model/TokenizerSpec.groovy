package pva.model

import ai.djl.engine.EngineException
import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.data.Datasets
import pva.data.TextRow
import pva.tensor.SafetensorsFile
import spock.lang.Specification
import spock.lang.TempDir

class TokenizerSpec extends Specification {
  @TempDir
  Path folder

  def 'the text of tokens behind others is what they add, wherever a text of #family is cut'() {
    given:
    def t = Tokenizer.open(Golden.model(family))
    def text = '  naïve ✓ 数:\n    return  a_b'
    int[] ids = t.encode(text)

    expect:
    (0..ids.length).each { n ->
      int[] head = Arrays.copyOf(ids, n)
      int[] tail = Arrays.copyOfRange(ids, n, ids.length)
      String start = t.decode([] as int[], head)
      // where a character is cut in two, its beginning is no text yet
      assert start.replaceAll('\uFFFD+$', '') + t.decode(head, tail) == text || text.endsWith(t.decode(head, tail))
      assert n > 0 || t.decode(head, tail) == text
    }

    cleanup:
    t?.close()

    where:
    family << ['gemma2', 'llama', 'gpt2']
  }

  def 'what ends a generated text is said by generation_config.json, else by config.json, else by the tokenizer: #ends'() {
    given:
    Golden.copy('llama', folder)
    Golden.edit(folder.resolve('config.json'), [eos_token_id: config])
    if (generation != null) {
      Golden.write(folder.resolve('generation_config.json'), [eos_token_id: generation])
    }

    when:
    def t = Tokenizer.open(folder)

    then:
    t.endTokens() == ends as Set

    cleanup:
    t?.close()

    where:
    generation | config | ends
    [5, 7]     | 3      | [5, 7]
    9          | 3      | [9]
    null       | 3      | [3]
    null       | [3, 4] | [3, 4]
    null       | null   | [1]
  }

  def 'an end token that is no id is refused'() {
    given:
    Golden.copy('llama', folder)
    Golden.write(folder.resolve('generation_config.json'), [eos_token_id: [1, 'x']])

    when:
    Tokenizer.open(folder)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-003'
    e.message == 'generation_config.json: eos_token_id is [1,"x"], not a token id or a list of them'
  }

  def 'BOS stands before a text once, by the tokenizer\'s own rule: add_bos_token #flag'() {
    given:
    Golden.copy('llama', folder)
    config(add_bos_token: flag)
    if (!template) {
      tokenizer { it.post_processor = null }
    }

    when:
    def t = Tokenizer.open(folder)

    then:
    t.encode('def add')[0..0] == (bos ? [2] : [t.encode('def add')[0]])
    t.encode('def add').count(2) == (bos ? 1 : 0)
    t.encode('<bos>def add').count(2) == 1
    t.addsBos() == bos
    t.bos().asInt == 2

    cleanup:
    t?.close()

    where:
    flag  | template || bos
    true  | true     || true
    true  | false    || true
    false | true     || false
    null  | true     || true
    null  | false    || false
  }

  def 'the padding token is pad, else the end token, else 0'() {
    given:
    Golden.copy('llama', folder)
    config(change)

    expect:
    Tokenizer.open(folder).withCloseable { it.pad() } == pad

    where:
    change                                 || pad
    [pad_token: [content: '<unk>']]        || 3
    [pad_token: null]                      || 1
    [pad_token: null, eos_token: null]     || 0
  }

  def 'special tokens do not count, nor the first one where there is no BOS'() {
    given:
    Golden.copy('gemma2', folder)
    config(add_bos_token: bos)
    def t = Tokenizer.open(folder)
    int[] ids = t.encode('a☃<eos>b')

    expect:
    t.counted(ids).toList() == counted
    t.special(1)

    cleanup:
    t?.close()

    where: 'the snowman is three byte tokens, which are text'
    bos   || counted
    true  || [false, true, true, true, true, false, true]
    false || [false, true, true, true, false, true]
  }

  def 'special is what has a role or is named as additional, as all_special_ids of transformers; a mark alone counts only where no token is named'() {
    given:
    Golden.copy('gemma2', folder)
    config(change)
    folder.resolve('special_tokens_map.json').toFile().text = map

    expect:
    Tokenizer.open(folder).withCloseable { t -> (0..3).findAll { t.special(it) } } == special

    where: 'tokenizer.json marks <pad> 0, <eos> 1, <bos> 2 and <unk> 3'
    change                                                               | map                                               || special
    [:]                                                                  | '{}'                                              || [0, 1, 2, 3]
    [pad_token: null, unk_token: null]                                   | '{}'                                              || [1, 2]
    [pad_token: null, unk_token: null]                                   | '{"additional_special_tokens": ["<unk>"]}'        || [1, 2, 3]
    [pad_token: null, unk_token: null, bos_token: null, eos_token: null] | '{}'                                              || [0, 1, 2, 3]
  }

  def 'the last prompt token is the last one that starts before the prompt ends'() {
    given:
    def t = Tokenizer.open(Golden.model(family))

    when:
    def got = TextTokens.of(t, [new TextRow(prompt + answer, prompt)], Progress.NONE, 0)[0]

    then:
    got.promptTokens() == 1 + startsBefore(family, got.ids().toList().tail(), prompt.getBytes('UTF-8').length)

    cleanup:
    t?.close()

    where:
    [family, pair] << [['gemma2', 'llama'], [
        ['def add(a, b):\n', '    return a + b'], ['def add(a, b):\n ', '   return a'],
        ['x ', 'y'], ['na', 'ïve'], ['naïve 🗼 ', 'caf'], ['a', '']]].combinations()
    prompt = pair[0]
    answer = pair[1]
  }

  def 'texts are cut from the end'() {
    given:
    def t = Tokenizer.open(Golden.model('llama'))
    def row = new TextRow('def add(a, b):\n    return a + b', 'def add(a, b):\n')
    def whole = TextTokens.of(t, [row], Progress.NONE, 0)[0]

    expect:
    TextTokens.of(t, [row], Progress.NONE, 3)[0] == new TokenizedText(whole.ids()[0..2] as int[], 3)
    TextTokens.of(t, [row], Progress.NONE, 1000)[0] == whole

    cleanup:
    t?.close()
  }

  def 'a native library that cannot be loaded is said to be that, not a damaged tokenizer'() {
    expect:
    with(Natives.failed(failure)) {
      code() == 'PVA-TOK-005'
      message == 'the native library of the tokenizer cannot be loaded: no such file'
      help() == ['build again (scripts/pva does), or set RUST_LIBRARY_PATH to the libtokenizers.so of DJL 0.36.0 for this operating system and processor']
    }

    where:
    failure << [new EngineException('Failed to load.', new EngineException('no such file')), new UnsatisfiedLinkError('no such file')]
  }

  def 'a text of no tokens is refused with its row'() {
    given:
    Golden.copy('llama', folder)
    config(add_bos_token: false)

    when:
    Tokenizer.open(folder).withCloseable { TextTokens.of(it, [new TextRow('a', ''), new TextRow('', '')], Progress.NONE, 0) }

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-TOK-004'
    e.message == 'row 1 (from 0) gives no token: its text is empty'
  }

  def 'the rows of the embedded dataset become the reference ids'() {
    given:
    def reference = SafetensorsFile.open(Golden.tiny().resolve('expected/reference.safetensors'))
    int[] ids = reference.ints('input_ids')
    int[] tokens = reference.ints('n_tokens')
    int[] prompt = reference.ints('n_prompt_tokens')
    int width = ids.length / tokens.length
    def rows = Datasets.open(Golden.tiny().resolve('data/datasets/dataset_tiny_20260101_000000.parquet')).rows().take(64)*.textRow()

    when:
    def got = Tokenizer.open(Golden.tiny().resolve('model')).withCloseable { TextTokens.of(it, rows, Progress.NONE, 0) }

    then:
    got == tokens.indices.collect { new TokenizedText(Arrays.copyOfRange(ids, it * width, it * width + tokens[it]), prompt[it]) }

    cleanup:
    reference?.close()
  }

  def 'a long text is not cut'() {
    expect:
    Golden.tokens(Golden.model('llama'), ['def add(a, b):\n' * 500])[0].ids().length > 3000
  }

  def 'a tokenizer.json that is #what is refused by name'() {
    given:
    Golden.copy('gemma2', folder)
    Path file = folder.resolve('tokenizer.json')
    Files.writeString(file, damage.call(Files.readString(file)))

    when:
    Tokenizer.open(folder)

    then:
    def e = thrown(PvaException)
    e.code() == code
    e.message.startsWith(message)
    e.file().get() == file

    where:
    what            | damage                                               || code          | message
    'cut'           | { String s -> s.substring(0, s.length().intdiv(3)) } || 'PVA-TOK-002' | 'tokenizer.json is damaged: line '
    'empty'         | { String s -> '' }                                   || 'PVA-TOK-002' | 'tokenizer.json is damaged: it is empty'
    'a list'        | { String s -> '[]' }                                 || 'PVA-TOK-002' | 'tokenizer.json is damaged: it is not a JSON'
    'of no model'   | { String s -> '{"added_tokens": []}' }               || 'PVA-TOK-002' | 'tokenizer.json is damaged: '
    'new'           | { String s -> s.replace('"BPE"', '"NewBPE"') }     || 'PVA-TOK-003' | 'tokenizer.json has a model of type NewBPE'
  }

  /** How many of these tokens start before byte {@code end}, from the bytes each one stands for in the vocabulary. */
  private static int startsBefore(String family, List<Integer> ids, int end) {
    Map<String, Integer> vocabulary = Golden.json(Golden.model(family).resolve('tokenizer.json')).model.vocab
    Map<Integer, String> pieces = vocabulary.collectEntries { piece, id -> [id, piece] }
    int at = 0
    int count = 0
    for (id in ids) {
      count += at < end ? 1 : 0
      String piece = pieces[id]
      // byte-level pieces have one character a byte; the others are text with one kind of blank, or a byte in brackets
      at += family == 'llama' ? piece.length()
          : piece ==~ /<0x..>/ ? 1 : piece.replace('\u2581', ' ').getBytes('UTF-8').length
    }
    return count
  }

  private void config(Map<String, Object> change) {
    Golden.edit(folder.resolve('tokenizer_config.json'), change)
  }

  private void tokenizer(Closure change) {
    Path file = folder.resolve('tokenizer.json')
    def json = Golden.json(file)
    change.call(json)
    Golden.write(file, json)
  }
}
