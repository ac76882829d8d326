package pva.data

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class DifficultySpec extends Specification {
  @TempDir Path folder

  def "how hard a problem is said to be is kept: a text, a whole number, or nothing"() {
    given:
    Path file = Files.writeString(folder.resolve('rows.jsonl'), ['"easy"', '3', 'null'].withIndex().collect { value, i ->
      """{"task_id": $i, "prompt": "p", "generated_code": "c", "is_correct": ${i == 0}, "difficulty": $value}"""
    }.join('\n') + '\n')

    expect:
    Datasets.open(file).rows()*.difficulty() == [Optional.of('easy'), Optional.of('3'), Optional.empty()]
  }
}
