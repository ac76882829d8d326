package pva.data

import pva.base.PvaException
import spock.lang.Specification

/** Every file of the golden folder does what its entry in index.json asks for; the texts of the errors are fixed here. */
class GoldenDatasetsSpec extends Specification {
  static final List<Map> ENTRIES = Golden.entries()
  static final List<Map> TABLE = Golden.rows()

  def 'reads #entry.file (#entry.why)'(Map entry) {
    when:
    Dataset dataset = Datasets.open(Golden.file(entry.file as String))

    then: 'row 13 of the table has no code, on purpose'
    dataset.warnings().size() == 1
    dataset.warnings()[0].startsWith('`generated_code` is empty in 1 row (')

    and:
    dataset.rows().size() == entry.rows
    dataset.correct() == 26
    (0..<60).each { i ->
      Row row = dataset.rows()[i]
      Map expected = Golden.expected(entry, TABLE[i], i)
      assert row.taskId() == expected.task_id.toString()
      assert row.prompt() == expected.prompt
      assert row.generatedCode() == expected.generated_code
      assert row.correct() == expected.is_correct
      if (entry.file != 'good_minimal.parquet') {
        assert row.passedTests().asInt == expected.passed_tests
        assert row.totalTests().asInt == expected.total_tests
        assert row.generationTime().asDouble == expected.generation_time
      }
    }

    where:
    entry << ENTRIES.findAll { it.expect == 'read' }
  }

  def 'refuses #file: #message'(String file, String code, String message, List<String> help) {
    when:
    Datasets.open(Golden.file(file))

    then:
    PvaException e = thrown()
    e.message == message
    e.code() == code
    e.help() == help
    e.file().get() == Golden.file(file)
    e.exitCode() == 1

    where:
    file                             | code           | message                                                                                                                   | help
    'bad_empty_file.parquet'         | 'PVA-DATA-002' | 'the file is empty'                                                                                                       | []
    'bad_truncated.parquet'          | 'PVA-DATA-003' | 'truncated or not a parquet file: it begins with PAR1 but does not end with it'                                            | ['get or write the file again']
    'bad_magic.parquet'              | 'PVA-DATA-003' | 'truncated or not a parquet file: it begins with PAR1 but does not end with it'                                            | ['get or write the file again']
    'bad_jsonl_as.parquet'           | 'PVA-DATA-003' | 'not a parquet file: it does not begin with PAR1'                                                                          | ['it looks like JSON lines: let its name end in .jsonl']
    'bad_footer_length.parquet'      | 'PVA-DATA-004' | 'the footer of the parquet file is damaged: it declares more bytes than the file has'                                      | ['get the file again']
    'bad_footer_garbage.parquet'     | 'PVA-DATA-004' | 'the footer of the parquet file is damaged: it cannot be understood'                                                       | ['get the file again']
    'bad_encrypted.parquet'          | 'PVA-DATA-005' | 'the parquet file is encrypted'                                                                                            | ['write it without encryption']
    'bad_page_checksum.parquet'      | 'PVA-DATA-006' | 'column `prompt` is damaged in row group 0: a page checksum (CRC) does not match'                                          | ['get the file again']
    'bad_zero_rows.parquet'          | 'PVA-DATA-002' | 'no rows in the file'                                                                                                      | []
    'bad_duplicate_column.parquet'   | 'PVA-DATA-008' | 'the file has the column `is_correct` twice'                                                                               | ['drop or rename one of the two']
    'bad_missing_is_correct.parquet' | 'PVA-DATA-009' | 'the file has no `is_correct`; it has task_id, prompt, generated_code, passed_tests, total_tests, generation_time'          | []
    'bad_missing_prompt.parquet'     | 'PVA-DATA-009' | 'the file has no `prompt`; it has task_id, generated_code, is_correct, passed_tests, total_tests, generation_time'          | []
    'bad_is_correct_int_2.parquet'   | 'PVA-DATA-010' | '`is_correct` is 2 (int64) in row 4, but true or false is needed'                                                          | ['store the column as true and false']
    'bad_is_correct_string.parquet'  | 'PVA-DATA-010' | '`is_correct` is "False" (string) in row 0, but true or false is needed'                                                   | ['store the column as true and false']
    'bad_nested_prompt.parquet'      | 'PVA-DATA-010' | '`prompt` is of type list in row 0, but text is needed'                                                                    | []
    'bad_chat_prompt.parquet'        | 'PVA-DATA-010' | '`prompt` is of type list in row 0, but text is needed'                                                                    | []
    'bad_is_correct_null.parquet'    | 'PVA-DATA-011' | '`is_correct` is null in 2 rows (row 3, row 17)'                                                                           | ['fill or drop these rows']
    'bad_prompt_null.parquet'        | 'PVA-DATA-011' | '`prompt` is null in 1 row (row 21)'                                                                                       | ['fill or drop this row']
    'bad_binary_column.parquet'      | 'PVA-DATA-012' | '`generated_code` is not UTF-8 text in row 2'                                                                              | ['write the column as UTF-8 strings']
    'bad_utf8.parquet'               | 'PVA-DATA-012' | '`generated_code` is not UTF-8 text in row 2'                                                                              | ['write the column as UTF-8 strings']
    'bad_line_37.jsonl'              | 'PVA-DATA-013' | 'line 37 is not valid JSON: it breaks off or goes wrong at column 41'                                                      | []
    'bad_array_line.jsonl'           | 'PVA-DATA-013' | 'line 4 is an array, not an object'                                                                                        | []
    'bad_json_array.jsonl'           | 'PVA-DATA-013' | 'line 1 is an array, not an object'                                                                                        | ["if the file is one JSON array, write one object a line: jq -c '.[]' FILE > FILE.jsonl"]
    'bad_duplicate_keys.jsonl'       | 'PVA-DATA-014' | 'line 8 has `is_correct` twice'                                                                                            | ['keep the value that holds']
    'bad_missing_field.jsonl'        | 'PVA-DATA-009' | 'line 12 has no `is_correct`; it has task_id, prompt, generated_code, passed_tests, total_tests, generation_time'           | []
    'bad_invalid_utf8.jsonl'         | 'PVA-DATA-012' | 'line 3 is not UTF-8'                                                                                                      | ['save the file as UTF-8']
    'bad_utf16.jsonl'                | 'PVA-DATA-012' | 'the encoding is UTF-16, JSON lines are UTF-8'                                                                             | ['save the file as UTF-8']
    'bad_empty.jsonl'                | 'PVA-DATA-002' | 'the file is empty'                                                                                                        | []
    'bad_label_string.jsonl'         | 'PVA-DATA-010' | '`is_correct` is "false" (string) in line 6, but true or false is needed'                                                  | ['store the column as true and false']
  }

  def 'offers the columns that differ only in case'() {
    when:
    Datasets.open(Golden.file('bad_case_columns.parquet'))

    then:
    PvaException e = thrown()
    e.message == 'the file has no `generated_code`, `is_correct`, `prompt`, `task_id`; it has Task_ID, Prompt, Generated_Code, ' +
        'Is_Correct, passed_tests, total_tests, generation_time'
    e.help().contains('rename `Is_Correct` to `is_correct`')
  }

  def 'reads #file and warns: #warning'(String file, String warning) {
    when:
    Dataset dataset = Datasets.open(Golden.file(file))

    then:
    dataset.rows().size() == 60
    dataset.warnings().contains(warning)

    where:
    file                                 | warning
    'bad_is_correct_int.parquet'         | '`is_correct` is of type int64: 1 was taken as correct, 0 as incorrect'
    'bad_is_correct_float.parquet'       | '`is_correct` is of type double: 1 was taken as correct, 0 as incorrect'
    'bad_prompt_empty.parquet'           | '`prompt` is empty in 1 row (row 21)'
    'bad_passed_more_than_total.parquet' | '`passed_tests` is above `total_tests` in 1 row (row 6)'
    'bad_label_contradicts.parquet'      | '`is_correct` contradicts `passed_tests` and `total_tests` in 1 row (row 6)'
    'bad_duplicate_task_id.parquet'      | '`task_id` repeats: 19 stands in 2 rows (row 8, row 9); rows of one task are not independent'
    'bad_one_class.parquet'              | '`is_correct` is the same in every row: 0 incorrect rows, so groups cannot be compared'
  }

  def 'labels of another type hold what the table says: #file'(String file) {
    expect:
    Datasets.open(Golden.file(file)).labels() as List == TABLE*.is_correct

    where:
    file << ['bad_is_correct_int.parquet', 'bad_is_correct_float.parquet', 'good_snappy.parquet']
  }

  def 'a bare NaN is a missing number'() {
    expect:
    Datasets.open(Golden.file('bad_nan.jsonl')).rows()[9].generationTime().empty
  }

  def 'a comparison refuses a dataset of one group'() {
    when:
    Datasets.open(Golden.file('bad_one_class.parquet')).requireBothGroups()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-DATA-015'
    e.message == 'two groups are compared, but there are 60 correct and 0 incorrect rows'
  }
}
