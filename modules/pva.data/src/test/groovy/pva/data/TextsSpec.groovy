package pva.data

import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import pva.base.Sha256
import spock.lang.Specification
import spock.lang.TempDir

class TextsSpec extends Specification {
  @TempDir Path folder

  def 'a dataset gives prompt and code as one text that knows its prompt: #name'(String name) {
    given:
    List<TextRow> texts = Texts.open(Golden.file(name))

    expect:
    texts*.text() == Golden.rows().collect { it.prompt + it.generated_code }
    texts*.prompt() == Golden.rows()*.prompt

    where:
    name << ['good_pandas.parquet', 'good_crlf.jsonl', 'bad_missing_is_correct.parquet']
  }

  def 'bare texts have no prompt'() {
    expect:
    Texts.open(lines('{"text": "a\\nb", "meta": {"text": [1]}}', '', '{"text": ""}')) == [new TextRow('a\nb', ''), new TextRow('', '')]
  }

  def 'refuses #content'(List<String> content, String code, String message) {
    when:
    Texts.open(lines(*content))

    then:
    PvaException e = thrown()
    e.code() == code
    e.message == message
    e.file().get() == folder.resolve('texts.jsonl')

    where:
    content                                  | code           | message
    ['{"prompt": "a", "code": "b"}']         | 'PVA-DATA-009' | 'the file has neither `text` nor `prompt` and `generated_code`; it has prompt, code'
    ['{"text": "a"}', '{"prompt": "a"}']     | 'PVA-DATA-009' | 'line 2 has no `text`; it has prompt'
    ['{"text": "a"}', '{}']                  | 'PVA-DATA-009' | 'line 2 has no `text`; it has nothing'
    ['{"text": 7}']                          | 'PVA-DATA-010' | '`text` is 7 (int64) in line 1, but text is needed'
    ['{"text": {"a": 1}}']                   | 'PVA-DATA-010' | '`text` is of type object in line 1, but text is needed'
    ['{"text": "a"}', '{"text": null}']      | 'PVA-DATA-011' | '`text` is null in 1 row (line 2)'
    ['{"text": "a"} {"text": "b"}']          | 'PVA-DATA-013' | 'line 1 has more than one object'
    ['"text"']                               | 'PVA-DATA-013' | 'line 1 is not a JSON object'
    ['   ', '']                              | 'PVA-DATA-002' | 'no rows in the file'
  }

  def 'a file that is not there, a folder, and a file of another kind are told apart'() {
    when:
    Texts.open(path)

    then:
    PvaException e = thrown()
    e.code() == code

    where:
    path                           | code
    Path.of('/nowhere/x.jsonl')    | 'PVA-FILE-001'
    Golden.FOLDER                  | 'PVA-FILE-002'
  }

  def 'neither Parquet nor JSON lines'() {
    given:
    Path file = Files.writeString(folder.resolve('rows.csv'), 'a,b\n')

    when:
    Texts.open(file)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-DATA-016'
    e.message == 'neither a parquet file nor JSON lines by its name or first bytes'
  }

  def 'a corpus is the first documents, and knows how many there are'() {
    given:
    Path file = lines('{"text": "one", "meta": {"source": "x"}}', '{"text": "two"}', '', '{"text": "three"}')

    expect:
    Corpus.open(file, documents).documents() == expected
    Corpus.open(file, documents).total() == 3
    Corpus.open(file, documents).sha256() == Sha256.of(file)

    where:
    documents | expected
    0         | ['one', 'two', 'three']
    2         | ['one', 'two']
    9         | ['one', 'two', 'three']
  }

  def 'documents after the last that is asked for are not judged'() {
    expect:
    Corpus.open(lines('{"text": "one"}', '{"text": 3}'), 1).documents() == ['one']
  }

  private Path lines(String... lines) {
    Files.writeString(folder.resolve('texts.jsonl'), lines.join('\n'))
  }
}
