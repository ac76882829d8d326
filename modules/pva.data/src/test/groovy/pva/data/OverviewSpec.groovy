package pva.data

import spock.lang.Specification

class OverviewSpec extends Specification {

  def 'tells what the notebook tells, in its order'() {
    given:
    Dataset dataset = Datasets.open(Golden.file('good_snappy.parquet'))

    expect:
    OverviewText.render(dataset) == """\
Dataset: ${dataset.path()}
Shape: (60, 7)
Columns: task_id, prompt, generated_code, is_correct, passed_tests, total_tests, generation_time
Correct: 26
Incorrect: 34
Success rate: 43.3%

   task_id  is_correct  passed_tests  total_tests  generation_time
0       11       false             2            3            8.036
1       12       false             1            5            8.732
2       13        true             5            5            4.361
3       14        true             4            4            4.100
4       15        true             3            3            4.186
"""
  }

  def 'what is not in the file is shown as missing'() {
    given:
    Dataset dataset = Datasets.open(Golden.file('good_minimal.parquet'))

    expect:
    OverviewText.render(dataset).readLines()[7..8] == [
        '   task_id  is_correct  passed_tests  total_tests  generation_time',
        '0       11       false             -            -                -']
    dataset.overview().values().firstRows[0] ==
        [task_id: '11', is_correct: false, passed_tests: null, total_tests: null, generation_time: null]
  }

  def 'plain values for machines'() {
    given:
    Map values = Datasets.open(Golden.file('good_pandas_index.parquet')).overview().values()

    expect:
    values.keySet() as List == ['rows', 'columns', 'correct', 'incorrect', 'successRate', 'firstRows']
    values.rows == 60
    values.columns == ['task_id', 'prompt', 'generated_code', 'is_correct', 'passed_tests', 'total_tests', 'generation_time']
    values.successRate == 26 / 60d
    values.firstRows[0] == [task_id: '11', is_correct: false, passed_tests: 2, total_tests: 3, generation_time: 8.036d]
  }
}
