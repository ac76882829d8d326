package pva.data

import spock.lang.Specification

/** Every file of the golden folder does what its entry in index.json says. */
class GoldenDatasetsSpec extends Specification {

  static final List<Map> ENTRIES = Golden.entries()
  static final List<Map> TABLE = Golden.rows()

  def 'reads #entry.file (#entry.why)'(Map entry) {
    when:
    Dataset dataset = Datasets.open(Golden.file(entry.file as String))

    then:
    dataset.rows().size() == entry.rows
    dataset.warnings() == []
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
}
